using System.Reflection;
using System.Text.RegularExpressions;
using Cairn.Events.Privacy;
using Cairn.Ingest.Redaction;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>No text costs more than its length, whoever wrote it. Counted are characters that detectors look at, not time.</summary>
public sealed partial class HostileTextTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly string[] _pieces =
    [
        "a@",
        "@",
        "a@b.co ",
        "a@b.co 203.0.113.4 ",
        "=",
        "a=",
        "a=%",
        "a=%3D",
        "a=+b=",
        "phone=",
        "token=",
        "password:",
        "password:.",
        "password=x",
        "%40",
        "%",
        "eyJ-",
        "eyJaaaaaaaa.",
        "://",
        "://a:",
        "1",
        "1 ",
        "1-",
        "+1",
        "1.",
        "a:b:",
        "0:",
        ":",
        "DE89 ",
        "Bearer ",
        "Basic ",
        "-----BEGIN PRIVATE KEY-----",
        "ssn ",
        "4111 1111 1111 1111 ",
        "SG.a-",
    ];

    [Fact]
    public void Four_times_the_text_is_at_most_four_times_the_work()
    {
        var redactor = new Redactor(Policies.All(RedactionAction.Mask));
        foreach (var piece in _pieces)
        {
            var (one, four) = (Work(redactor, piece, 20_000), Work(redactor, piece, 80_000));
            output.WriteLine($"{piece}: {one / 20_000.0:0} and {four / 80_000.0:0} looks a character");
            // Windows of fixed length (a local part of 64) may not be full in the shorter one.
            four.ShouldBeLessThan(5 * one, piece);
            four.ShouldBeLessThan(400L * 80_000, piece);
        }
    }

    [Fact]
    public void A_pattern_repeats_something_without_bound_only_at_its_end()
    {
        var patterns = Patterns().ToList();
        patterns.Count.ShouldBeGreaterThan(20);
        foreach (var pattern in patterns)
        {
            foreach (Match repetition in Unbounded.Matches(pattern))
            {
                var rest = pattern[(repetition.Index + repetition.Length)..];
                Harmless.IsMatch(rest).ShouldBeTrue($"{repetition.Value} before {rest} in {pattern}");
            }
        }
    }

    [Fact]
    public void Digits_of_other_scripts_are_no_error() =>
        new Redactor(Policies.All(RedactionAction.Mask))
            .Search("ssn ٢١٩-٠٩-٩٩٩٩ 123456 ٤١١١ ١١١١ ١١١١ ١١١١ +٤٩٣٠١٢٣٤٥٦٧", Hint.NationalId | Hint.Phone)
            .Work.ShouldBeGreaterThan(0);

    private static long Work(Redactor redactor, string piece, int length) =>
        redactor.Search(string.Concat(Enumerable.Repeat(piece, length / piece.Length)), Hint.None).Work;

    private static IEnumerable<string> Patterns() =>
        typeof(Redactor)
            .Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith(typeof(Redactor).Namespace!, StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(p => p.PropertyType == typeof(Regex))
            .Select(p => (Regex)p.GetValue(null)!)
            .Select(r => r.Options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? White.Replace(r.ToString(), "") : r.ToString());

    /// <summary>A star, a plus or an open count that is no part of a set of characters and not escaped.</summary>
    [GeneratedRegex(@"(?<=[\])}\w])(?<!\\)(?:[*+]|\{\d+,\})(?![^\[]*(?<!\\)\])", RegexOptions.None, 10_000)]
    private static partial Regex Unbounded { get; }

    /// <summary>Nothing more, but what may also be absent.</summary>
    [GeneratedRegex(@"^(?:\(\?:(?:[^()]|\\.)*\)\?|\)\??)*(?:\||$|=\{0,2\}$)", RegexOptions.None, 10_000)]
    private static partial Regex Harmless { get; }

    [GeneratedRegex(@"\s", RegexOptions.None, 10_000)]
    private static partial Regex White { get; }
}
