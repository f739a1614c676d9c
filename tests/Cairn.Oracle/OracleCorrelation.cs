using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Correlations of funnels and of retention as <c>docs/semantics/correlation.md</c> tells them.</summary>
public sealed class OracleCorrelation(History history, JsonNode question, TimeZoneInfo zone, DateTimeOffset now)
{
    private sealed record Case(string Person, bool IsSuccess, HashSet<string> Did);

    /// <summary>Success and failure, then per trait its counts and statistics, in alphabetical order.</summary>
    public string Describe()
    {
        var cases = question["funnel"] is { } funnel ? OfFunnel(funnel) : OfRetention(question["retention"]!);
        var (success, failure) = (cases.Count(c => c.IsSuccess), cases.Count(c => !c.IsSuccess));
        var traits = cases
            .SelectMany(c => c.Did.Select(e => (Trait: $"event {e}", c.IsSuccess)))
            .Concat(cases.SelectMany(c => Properties(c.Person).Select(p => (Trait: p, c.IsSuccess))));
        var lines = traits
            .GroupBy(t => t.Trait)
            .Select(g => Line(g.Key, g.Count(t => t.IsSuccess), g.Count(t => !t.IsSuccess), success, failure))
            .Order(StringComparer.Ordinal);
        return string.Join('\n', lines.Prepend($"{success} of {success + failure}"));
    }

    private List<Case> OfFunnel(JsonNode funnel)
    {
        var oracle = new OracleFunnel(history, funnel, zone, now);
        var last = funnel["steps"]!.AsArray().Count;
        return
        [
            .. oracle
                .Attempts()
                .Select(a =>
                {
                    var isSuccess = a.Attempt.Count == last;
                    var end = isSuccess ? a.Attempt[^1].At : a.Attempt[0].At + a.Window;
                    return new Case(
                        history.PersonOf(a.Attempt[0].DistinctId),
                        isSuccess,
                        [
                            .. a
                                .Events.Where(e => e.At >= a.Attempt[0].At && e.At <= end && e.IsBehaviour && !oracle.IsOwn(e))
                                .Select(e => e.Event),
                        ]
                    );
                }),
        ];
    }

    private List<Case> OfRetention(JsonNode retention)
    {
        var calendar = new OracleCalendar(zone, weeksBeginOnSunday: false);
        var range = calendar.Range(retention["range"]!, now);
        var (interval, periods) = (retention["interval"]!.GetValue<string>(), retention["periods"]!.GetValue<int>());
        var edges = calendar.Edges(range.Start, range.End.AddDays(32 * (periods + 2)), interval);
        var orAfter = retention["mode"]?.GetValue<string>() == "on_or_after";
        var period = new OraclePeriod(history, range.Start, DateTimeOffset.MaxValue.AddYears(-1));
        var cases = new List<Case>();
        foreach (var person in period.Events.GroupBy(e => history.PersonOf(e.DistinctId)))
        {
            if (person.Where(e => e.At < range.End && Is(e, "start")).OrderBy(e => e.At).FirstOrDefault() is not { } first)
                continue;
            var bucket = edges.FindLastIndex(e => e <= first.At);
            var (low, high) = (edges[bucket + periods], edges[bucket + periods + 1]);
            if (high > now)
                continue;
            // Nothing is looked at beyond the last period that any start may need, or now where later counts.
            var end = orAfter && now > LastEnd() ? now : LastEnd();
            var isSuccess = person.Any(e => Is(e, "return") && e.At >= low && e.At < (orAfter ? end : high));
            cases.Add(
                new Case(
                    person.Key,
                    isSuccess,
                    [
                        .. person
                            .Where(e =>
                                e.At >= first.At
                                && e.At < edges[bucket + 1]
                                && e.IsBehaviour
                                && !IsNamed(e, "start")
                                && !IsNamed(e, "return")
                            )
                            .Select(e => e.Event),
                    ]
                )
            );
        }

        return cases;

        bool Is(Happening e, string which) => retention[which]!["event"]?.GetValue<string>() is { } name ? e.Event == name : e.IsBehaviour;

        bool IsNamed(Happening e, string which) => retention[which]!["event"] is not null && Is(e, which);

        DateTimeOffset LastEnd() => edges[edges.FindIndex(e => e >= range.End) + periods];
    }

    private IEnumerable<string> Properties(string person) =>
        ((string[])["plan", "age"])
            .Select(name => (name, Value: history.PersonValue(person, name)))
            .Where(p => p.Value is not null)
            .Select(p => $"property {p.name} {OracleFilter.Text(p.Value!)}");

    private static string Line(string trait, int a, int b, int success, int failure)
    {
        var (c, d) = (success - a, failure - b);
        var odds = (a + 1.0) * (d + 1.0) / ((b + 1.0) * (c + 1.0));
        return $"{trait}: {a} {b} {odds:F9} {Fisher(a, b, c, d):F9}";
    }

    /// <summary>By counting: of all ways to draw those with the trait, the share no likelier than this one.</summary>
    private static double Fisher(int a, int b, int c, int d)
    {
        var (with, all) = (a + b, a + b + c + d);
        var ways = Enumerable
            .Range(0, with + 1)
            .Where(k => k <= a + c && with - k <= b + d)
            .Select(k => (K: k, Ways: Choose(a + c, k) * Choose(b + d, with - k)))
            .ToList();
        var own = ways.Single(w => w.K == a).Ways;
        return Math.Min(1, ways.Where(w => w.Ways <= own).Sum(w => w.Ways) / Choose(all, with));
    }

    private static double Choose(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(1.0, (product, i) => Math.Round(product * (n - k + i) / i));
}
