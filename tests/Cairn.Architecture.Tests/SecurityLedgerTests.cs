using System.Globalization;
using System.Text.RegularExpressions;

namespace Cairn.Architecture.Tests;

/// <summary>docs/security.md says which test shows what. A test that was renamed or removed must not leave a line that nothing stands behind.</summary>
public sealed partial class SecurityLedgerTests
{
    /// <summary>Requirements of level 1 or 2 in OWASP ASVS 4.0.3: what is not named was deleted there, or is level 3 alone.</summary>
    private const string Levels1And2 = """
        1.1:1-7 1.2:1-4 1.4:1 1.4:4-5 1.5:1-4 1.6:1-4 1.7:1-2 1.8:1-2 1.9:1-2 1.10:1 1.11:1-2 1.12:2 1.14:1-6
        2.1:1-12 2.2:1-3 2.3:1-3 2.4:1-5 2.5:1-7 2.6:1-3 2.7:1-6 2.8:1-7 2.9:1-3 2.10:1-4
        3.1:1 3.2:1-4 3.3:1-4 3.4:1-5 3.5:1-3 3.7:1
        4.1:1-3 4.1:5 4.2:1-2 4.3:1-3
        5.1:1-5 5.2:1-8 5.3:1-10 5.4:1-3 5.5:1-4
        6.1:1-3 6.2:1-6 6.3:1-2 6.4:1-2
        7.1:1-4 7.2:1-2 7.3:1 7.3:3-4 7.4:1-3
        8.1:1-4 8.2:1-3 8.3:1-8
        9.1:1-3 9.2:1-4
        10.2:1-2 10.3:1-3
        11.1:1-8
        12.1:1-3 12.2:1 12.3:1-6 12.4:1-2 12.5:1-2 12.6:1
        13.1:1 13.1:3-5 13.2:1-3 13.2:5-6 13.3:1-2 13.4:1-2
        14.1:1-4 14.2:1-6 14.3:2-3 14.4:1-7 14.5:1-4
        """;

    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs/security.md"));
    private static readonly IReadOnlyList<SecurityLedger.Line> _lines = SecurityLedger.LinesOf(_text);

    [Fact]
    public void Every_requirement_of_level_1_and_2_has_its_line_and_no_other_has()
    {
        var expected = Levels1And2
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(':', '-'))
            .SelectMany(part => Numbers(part[1], part[^1]).Select(number => $"{part[0]}.{number}"))
            .ToList();

        _lines.Select(line => line.Number).ShouldBe(expected);
        expected.Distinct().Count().ShouldBe(259);
    }

    [Fact]
    public void Every_test_that_it_names_exists() => SecurityLedger.MissingTests(_text).ShouldBeEmpty();

    [Fact]
    public void Every_file_that_it_names_exists() => SecurityLedger.MissingFiles(_text).ShouldBeEmpty();

    [Fact]
    public void What_it_calls_met_names_a_test_or_a_file() =>
        _lines
            .Where(line =>
                line.State == "yes" && !SecurityLedger.TestsIn(line.ShownBy).Concat(SecurityLedger.FilesIn(line.ShownBy)).Any()
                || line.State == "yes, no test" && !SecurityLedger.FilesIn(line.ShownBy).Any()
            )
            .ShouldBeEmpty();

    [Fact]
    public void Its_counts_are_right() =>
        CountLine()
            .Matches(_text)
            .Select(match => (match.Groups["state"].Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)))
            .ShouldBe(SecurityLedger.States.Select(state => (state, _lines.Count(line => line.State == state))));

    [Fact]
    public void A_line_that_names_what_is_not_there_is_noticed()
    {
        const string Text = """
            | 1.1.1 | something | yes | `SecurityLedgerTests.Its_counts_are_right`, `SecurityLedgerTests.Nobody_wrote_this_test` |
            | 1.1.2 | something | maybe | `session.spec.ts: A title that no test has`, `src/Cairn.Server/Gone.cs`, `docs/security.md` |
            """;

        SecurityLedger
            .MissingTests(Text)
            .ShouldBe(["SecurityLedgerTests.Nobody_wrote_this_test", "session.spec.ts: A title that no test has"]);
        SecurityLedger.MissingFiles(Text).ShouldBe(["src/Cairn.Server/Gone.cs"]);
        SecurityLedger.LinesOf(Text).Select(line => line.Number).ShouldBe(["1.1.1"]);
    }

    private static IEnumerable<int> Numbers(string first, string last)
    {
        var from = int.Parse(first, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, int.Parse(last, CultureInfo.InvariantCulture) - from + 1);
    }

    [GeneratedRegex(@"^\| (?<state>[a-z,/ ]+) \| (?<count>\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CountLine();
}
