using System.Text.RegularExpressions;

namespace Cairn.Architecture.Tests;

/// <summary>Reads what docs/security.md claims, and looks for it in the repository.</summary>
internal static partial class SecurityLedger
{
    public static readonly string[] States = ["yes", "yes, no test", "partly", "not yet", "n/a"];

    private static readonly Lazy<HashSet<string>> _tests = new(() => [.. TestsInCSharp(), .. TestsInBrowser()]);

    /// <summary>A requirement, and what shows that it is met.</summary>
    public sealed record Line(string Number, string Asked, string State, string ShownBy);

    /// <summary>Lines with a known state, in their order.</summary>
    public static IReadOnlyList<Line> LinesOf(string text) =>
        [
            .. TableLine()
                .Matches(text)
                .Select(m => new Line(m.Groups["number"].Value, m.Groups["asked"].Value, m.Groups["state"].Value, m.Groups["shown"].Value))
                .Where(line => States.Contains(line.State)),
        ];

    /// <summary><c>Class.Method_name</c>, and <c>name.spec.ts: Title</c>.</summary>
    public static IEnumerable<string> TestsIn(string text) => Code(text).Where(code => TestName().IsMatch(code));

    /// <summary>Paths from the root of the repository.</summary>
    public static IEnumerable<string> FilesIn(string text) => Code(text).Where(code => FilePath().IsMatch(code));

    public static IEnumerable<string> MissingTests(string text) => TestsIn(text).Where(test => !_tests.Value.Contains(test)).Distinct();

    public static IEnumerable<string> MissingFiles(string text) =>
        FilesIn(text).Where(file => !Path.Exists(Path.Combine(Repository.Root, file))).Distinct();

    private static IEnumerable<string> Code(string text) => CodeSpan().Matches(text).Select(match => match.Groups["code"].Value);

    /// <summary>Of a file with several classes every one, so that a helper beside a test class does no harm.</summary>
    private static IEnumerable<string> TestsInCSharp() =>
        from text in Repository.Sources("tests").Select(File.ReadAllText)
        from type in ClassName().Matches(text).Select(match => match.Groups["name"].Value).ToList()
        from method in TestMethod().Matches(text).Select(match => match.Groups["name"].Value)
        select $"{type}.{method}";

    private static IEnumerable<string> TestsInBrowser() =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests/e2e"), "*.spec.ts")
        from match in BrowserTest().Matches(File.ReadAllText(file))
        select $"{Path.GetFileName(file)}: {match.Groups["title"].Value}";

    [GeneratedRegex(
        @"^\| (?<number>\d+\.\d+\.\d+) \| (?<asked>[^|]+) \| (?<state>[^|]+) \| (?<shown>[^|]+) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TableLine();

    [GeneratedRegex("`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^([A-Z]\w*\.[A-Z]\w*_\w+|[\w-]+\.spec\.ts: .+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(
        @"^((src|tests|docs|web|engines|tools|bench|changelog\.d|\.ci)/\S+|[A-Z][\w.]+\.(md|props))$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\bclass (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClassName();

    /// <summary>The attribute, others and comments between, and the method's name.</summary>
    [GeneratedRegex(
        @"\[(Fact|Theory)\b(?:(?!\[Fact\b|\[Theory\b)[\s\S])*?\bpublic (static )?(async )?\w[\w<>]* (?<name>\w+)\(",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"\btest\(\s*""(?<title>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BrowserTest();
}
