using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Lifecycle and stickiness again, in plain LINQ over a list, from <c>docs/semantics/lifecycle.md</c>.</summary>
public sealed class OracleLifecycle(History history, JsonNode question, TimeZoneInfo projectZone, DateTimeOffset now)
{
    private readonly OracleCalendar _calendar = OracleCalendar.Of(question, projectZone);

    private string Interval => question["interval"]!.GetValue<string>();

    private JsonNode Selector => question["selector"] ?? new JsonObject { ["event"] = null };

    /// <summary>Every number of a lifecycle as text.</summary>
    public string DescribeLifecycle()
    {
        var (start, end) = _calendar.Range(question["range"]!, now);
        var edges = _calendar.Edges(start, end, Interval);
        var before = _calendar.Edges(edges[0].AddMilliseconds(-1), edges[0], Interval)[0];
        var looked = new OraclePeriod(history, before, end);
        var scanned = looked.Matching(Selector, question["filter"]).ToList();
        var earlier = new OraclePeriod(history, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), before)
            .Matching(Selector, question["filter"])
            .Select(Person)
            .ToHashSet();
        var persons = scanned.Select(Person).Distinct().ToList();
        var lines = new List<string>();
        for (var b = 0; b + 1 < edges.Count; b++)
        {
            var (fresh, returning, resurrecting, dormant) = (0, 0, 0, 0);
            foreach (var p in persons)
            {
                var wasActive = b == 0 ? Any(p, before, edges[0]) : Any(p, Later(edges[b - 1], start), edges[b]);
                var isActive = Any(p, Later(edges[b], start), edges[b + 1]);
                var wasSeen = earlier.Contains(p) || Any(p, before, edges[b]);
                if (isActive && wasActive)
                    returning++;
                else if (isActive && wasSeen)
                    resurrecting++;
                else if (isActive)
                    fresh++;
                else if (wasActive)
                    dormant++;
            }

            lines.Add($"{edges[b].UtcDateTime:s} {fresh} {returning} {resurrecting} {dormant}");
        }

        return string.Join("; ", lines);

        bool Any(string person, DateTimeOffset from, DateTimeOffset to) =>
            scanned.Any(e => Person(e) == person && from <= e.At && e.At < to);

        static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
    }

    /// <summary>Every number of a stickiness as text.</summary>
    public string DescribeStickiness()
    {
        var (start, end) = _calendar.Range(question["range"]!, now);
        var text = Period((start, end));
        return question["compare"]?.GetValue<string>() switch
        {
            "previous" => $"{text} before {Period(_calendar.Previous(start, end))}",
            "year" => $"{text} before {Period(_calendar.YearBefore(start, end))}",
            _ => text,
        };
    }

    private string Period((DateTimeOffset Start, DateTimeOffset End) span)
    {
        var edges = _calendar.Edges(span.Start, span.End, Interval);
        var active = new OraclePeriod(history, span)
            .Matching(Selector, question["filter"])
            .GroupBy(Person)
            .Select(g => g.Select(e => edges.FindLastIndex(edge => edge <= e.At)).Distinct().Count())
            .ToList();
        var counts = Enumerable.Range(1, edges.Count - 1).Select(n => $"{n}:{active.Count(a => a == n)}");
        return $"{active.Count} of {string.Join(" ", counts)}";
    }

    private string Person(Happening e) => history.PersonOf(e.DistinctId);
}
