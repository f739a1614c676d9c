using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Retention again, in plain LINQ over a list, from <c>docs/semantics/retention.md</c>: every number is counted on its own from all events.</summary>
public sealed class OracleRetention
{
    private readonly History _history;
    private readonly JsonNode _question;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly List<DateTimeOffset> _edges;
    private readonly int _cohorts;
    private readonly List<(int First, int Last)> _periods = [(0, 0)];
    private readonly OraclePeriod _scan;

    public OracleRetention(History history, JsonNode question, TimeZoneInfo projectZone, DateTimeOffset now)
    {
        (_history, _question, _now) = (history, question, now);
        var calendar = OracleCalendar.Of(question, projectZone);
        (_start, _end) = calendar.Range(question["range"]!, now);
        var interval = question["interval"]!.GetValue<string>();
        var widths = question["brackets"] is JsonArray brackets
            ? brackets.Select(b => b!.GetValue<int>()).ToList()
            : Enumerable.Repeat(1, question["periods"]!.GetValue<int>()).ToList();
        foreach (var width in widths)
            _periods.Add((_periods[^1].Last + 1, _periods[^1].Last + width));
        _edges = calendar.Edges(_start, _end, interval);
        _cohorts = _edges.Count - 1;
        while (_edges.Count < _cohorts + 1 + _periods[^1].Last)
            _edges.Add(calendar.Edges(_edges[^1], _edges[^1].AddMilliseconds(1), interval)[1]);
        _scan = new OraclePeriod(history, _start, _edges[^1]);
    }

    /// <summary>The answer's every number as text.</summary>
    public string Describe()
    {
        var members = Members();
        var text = Table(members);
        return _question["breakdowns"]?[0] is { } breakdown ? text + Breakdowns(members, breakdown) : text;
    }

    /// <summary>Who is in which cohort, and by which start event.</summary>
    private List<(int Cohort, string Person, Happening Start)> Members()
    {
        var rule = _question["cohort"]?.GetValue<string>() ?? "first_in_range";
        var before = new OraclePeriod(_history, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), _start);
        var earlier = Matching(before, "start").Select(Person).ToHashSet();
        var members = new List<(int, string, Happening)>();
        foreach (var person in Matching(_scan, "start").Where(e => e.At < _end).GroupBy(Person))
        {
            var starts = person.OrderBy(e => e.At).ThenBy(e => e.Sequence).ToList();
            if (rule == "recurring")
                members.AddRange(starts.GroupBy(e => Bucket(e.At)).Select(g => (g.Key, person.Key, g.First())));
            else if (rule == "first_in_range" || !earlier.Contains(person.Key))
                members.Add((Bucket(starts[0].At), person.Key, starts[0]));
        }

        return members;
    }

    private string Table(List<(int Cohort, string Person, Happening Start)> members)
    {
        var returns = Matching(_scan, "return").ToLookup(Person, e => Bucket(e.At));
        var orAfter = _question["mode"]?.GetValue<string>() == "on_or_after";
        var counts = new List<List<long?>>();
        var sizes = new List<long>();
        for (var c = 0; c < _cohorts; c++)
        {
            var persons = members.Where(m => m.Cohort == c).Select(m => m.Person).ToList();
            sizes.Add(persons.Count);
            counts.Add([
                .. _periods.Select(
                    (span, k) =>
                        k == 0 ? persons.Count
                        : _edges[c + span.Last + 1] > _now ? (long?)null
                        : persons.Count(p => returns[p].Any(r => r >= c + span.First && r <= c + (orAfter ? _periods[^1].Last : span.Last)))
                ),
            ]);
        }

        var overall = _periods.Select(
            (_, k) =>
            {
                var over = Enumerable.Range(0, _cohorts).Where(c => counts[c][k] is not null).ToList();
                var size = over.Sum(c => sizes[c]);
                return size == 0 ? "-" : ((double)over.Sum(c => counts[c][k]!.Value) / size).ToString("R", CultureInfo.InvariantCulture);
            }
        );
        var cohorts = counts.Select(
            (row, c) => $"{_edges[c].UtcDateTime:s} {sizes[c]}: {string.Join(",", row.Select(n => n?.ToString() ?? "-"))}"
        );
        return $"{string.Join("; ", cohorts)} | {string.Join(" ", overall)}";
    }

    private string Breakdowns(List<(int Cohort, string Person, Happening Start)> members, JsonNode breakdown)
    {
        var starts = Matching(_scan, "start").Where(e => e.At < _end).ToList();
        var ranked = starts
            .Select(e => (Value: Value(e), Person: Person(e)))
            .Where(x => x.Value is not null)
            .GroupBy(x => x.Value!)
            .OrderByDescending(g => g.Select(x => x.Person).Distinct().Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key)
            .Take(breakdown["limit"]?.GetValue<int>() ?? 25)
            .ToList();
        var groups = members
            .GroupBy(m => Label(m.Start))
            .OrderBy(g =>
                g.Key is "(none)" ? 2
                : g.Key is "(other)" ? 1
                : 0
            )
            .ThenByDescending(g => g.Count())
            .ThenBy(g => ranked.IndexOf(g.Key));
        return string.Concat(groups.Select(g => $"\n[{g.Key}] {Table([.. g])}"));

        string? Value(Happening e) =>
            _scan.ValuesOf(e)(breakdown["property"]!.GetValue<string>(), breakdown["scope"]?.GetValue<string>() ?? "event") is { } value
                ? OracleFilter.Text(value)
                : null;

        string Label(Happening e) =>
            Value(e) is not { } value ? "(none)"
            : ranked.Contains(value) ? value
            : "(other)";
    }

    private IEnumerable<Happening> Matching(OraclePeriod period, string selector) =>
        period.Matching(_question[selector]!, _question["filter"]);

    private string Person(Happening e) => _history.PersonOf(e.DistinctId);

    private int Bucket(DateTimeOffset at) => _edges.FindLastIndex(e => e <= at);
}
