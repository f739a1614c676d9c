using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Trends again, in plain LINQ over a list, from <c>docs/semantics/trends.md</c>: every point is computed on its own from all events.</summary>
/// <param name="question">The question's JSON; what a test leaves out has its default.</param>
public sealed class OracleTrends(History history, JsonNode question, TimeZoneInfo projectZone, DateTimeOffset now)
{
    private readonly OracleCalendar _calendar = new(
        question["range"]!["timezone"] is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone.GetValue<string>()) : projectZone,
        question["range"]!["weekStart"]?.GetValue<string>() == "sunday"
    );

    private JsonArray Series => question["series"]!.AsArray();

    private JsonArray Breakdowns => question["breakdowns"]?.AsArray() ?? [];

    private string Interval => question["interval"]?.GetValue<string>() ?? "day";

    private bool IsCumulative => question["display"]?.GetValue<string>() == "cumulative";

    /// <summary>The lines of the answer, in its order, without formula.</summary>
    public IReadOnlyList<OracleLine> Ask()
    {
        var (start, end) = _calendar.Range(question["range"]!, now);
        var current = new OraclePeriod(history, start, end);
        var rules = Breakdowns.Select(b => new OracleBreakdown(b!, Labelled(current))).ToList();
        OraclePeriod? before = question["compare"]?.GetValue<string>() switch
        {
            "previous" => new OraclePeriod(history, _calendar.Previous(start, end)),
            "year" => new OraclePeriod(history, _calendar.YearBefore(start, end)),
            _ => null,
        };

        var combinations =
            Breakdowns.Count == 0
                ?
                [
                    [],
                ]
                : Combinations(rules, before is null ? [current] : [current, before]);
        var lines = new List<OracleLine>();
        for (var s = 0; s < Series.Count; s++)
            foreach (var combination in combinations)
            {
                var (total, points) = Line(current, s, rules, combination);
                var previous = before is null ? default : Line(before, s, rules, combination);
                lines.Add(
                    new OracleLine(
                        Series[s]!["event"]?.GetValue<string>() ?? "Any event",
                        combination,
                        total,
                        points,
                        before is null ? null : previous.Total,
                        before is null ? null : previous.Points
                    )
                );
            }

        return lines;
    }

    /// <summary>Every event of a period that belongs to a series, with all its series.</summary>
    private IEnumerable<(Happening Event, Func<string, string, JsonValue?> Values)> Matching(OraclePeriod period, int series) =>
        period
            .Events.Where(e => Series[series]!["event"] is { } name ? e.Event == name.GetValue<string>() : e.IsBehaviour)
            .Select(e => (Event: e, Values: period.ValuesOf(e)))
            .Where(e => OracleFilter.Holds(question["filter"], e.Values) && OracleFilter.Holds(Series[series]!["where"], e.Values));

    /// <summary>For ranking: per series, its events with their values.</summary>
    private IReadOnlyList<Func<Func<Func<string, string, JsonValue?>, bool>, double>> Labelled(OraclePeriod period) =>
        [
            .. Series.Select(
                (s, i) =>
                {
                    var events = Matching(period, i).ToList();
                    return (Func<Func<Func<string, string, JsonValue?>, bool>, double>)(
                        wanted => Measure(s!, period, [.. events.Where(e => wanted(e.Values)).Select(e => e.Event)])
                    );
                }
            ),
        ];

    private List<string[]> Combinations(List<OracleBreakdown> rules, OraclePeriod[] periods)
    {
        foreach (var rule in rules)
            rule.Rank(periods[0], period => Enumerable.Range(0, Series.Count).SelectMany(i => Matching(period, i)));
        var found = new List<string[]>();
        foreach (var period in periods)
            for (var s = 0; s < Series.Count; s++)
            {
                var days = IsCumulative ? 0 : TrailingDays(s);
                var start = days == 0 ? period.Start : Windows(period, days).Select(w => w.Start).Min();
                found.AddRange(
                    Matching(new OraclePeriod(history, start, period.End), s).Select(e => rules.Select(r => r.Label(e.Values)).ToArray())
                );
            }

        var distinct = found.DistinctBy(labels => string.Join('\0', labels)).ToList();
        return [.. distinct.OrderBy(labels => string.Join(',', labels.Select((l, i) => rules[i].Place(l).ToString("D6"))))];
    }

    private (double Total, List<(DateTimeOffset T, double Value)> Points) Line(
        OraclePeriod period,
        int series,
        List<OracleBreakdown> rules,
        string[] combination
    )
    {
        var days = IsCumulative ? 0 : TrailingDays(series);
        var windows = Windows(period, days);
        var wide = days == 0 ? period : new OraclePeriod(history, windows.Select(w => w.Start).Append(period.Start).Min(), period.End);
        var spec = Series[series]!;
        var mine = Mine(wide);
        var edges = _calendar.Edges(period.Start, period.End, Interval);
        var points = windows
            .Select((w, i) => (edges[i], Measure(spec, wide, [.. mine.Where(e => w.Start <= e.At && e.At < w.End)])))
            .ToList();
        var total = spec["measure"]!.GetValue<string>() is "wau" or "mau" ? points[^1].Item2 : Measure(spec, period, Mine(period));
        if (question["rolling"] is { } rolling)
        {
            var last = rolling.GetValue<int>();
            var plain = points;
            points = [.. plain.Select((p, i) => (p.Item1, Mean(plain.Take(i + 1).TakeLast(last).Select(x => x.Item2).ToList())))];
        }

        return (total, points);

        List<Happening> Mine(OraclePeriod from) =>
            [.. Matching(from, series).Where(e => rules.Select(r => r.Label(e.Values)).SequenceEqual(combination)).Select(e => e.Event)];
    }

    private static double Mean(List<double> values) => values.Sum() / values.Count;

    /// <summary>What each point looks at.</summary>
    private List<(DateTimeOffset Start, DateTimeOffset End)> Windows(OraclePeriod period, int days)
    {
        var edges = _calendar.Edges(period.Start, period.End, Interval);
        var windows = new List<(DateTimeOffset Start, DateTimeOffset End)>();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            var (start, end) = (Later(edges[i], period.Start), Earlier(edges[i + 1], period.End));
            if (IsCumulative)
                start = period.Start;
            if (days > 0)
                start = Earlier(start, Interval is "minute" or "hour" ? end.AddHours(-24 * days) : _calendar.DaysBefore(end, days));
            windows.Add((start, end));
        }

        return windows;

        static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }

    private int TrailingDays(int series) =>
        Series[series]!["measure"]!.GetValue<string>() switch
        {
            "dau" => 1,
            "wau" => 7,
            "mau" => 30,
            _ => 0,
        };

    private double Measure(JsonNode spec, OraclePeriod period, List<Happening> events)
    {
        var persons = events.Select(e => history.PersonOf(e.DistinctId)).Distinct().Count();
        switch (spec["measure"]!.GetValue<string>())
        {
            case "count":
                return events.Count;
            case "persons" or "dau" or "wau" or "mau":
                return persons;
            case "per_person":
                return persons == 0 ? 0 : (double)events.Count / persons;
            case "sessions":
                return events.Select(period.Sessions.Of).OfType<string>().Distinct().Count();
        }

        var values = events
            .Select(e =>
                OracleFilter.Number(period.ValuesOf(e)(spec["property"]!.GetValue<string>(), spec["scope"]?.GetValue<string>() ?? "event"))
            )
            .OfType<double>()
            .Order()
            .ToList();
        if (values.Count == 0)
            return 0;
        return spec["measure"]!.GetValue<string>() switch
        {
            "sum" => values.Sum(),
            "avg" => values.Sum() / values.Count,
            "min" => values[0],
            "max" => values[^1],
            "median" => Quantile(values, 0.5),
            "p90" => Quantile(values, 0.9),
            "p95" => Quantile(values, 0.95),
            _ => Quantile(values, 0.99),
        };
    }

    /// <summary>Between the two values nearest to rank 1 + level × (n − 1).</summary>
    private static double Quantile(List<double> sorted, double level)
    {
        var rank = (level * (sorted.Count - 1)) + 1;
        var below = (int)rank;
        return below >= sorted.Count ? sorted[^1] : sorted[below - 1] + ((rank - below) * (sorted[below] - sorted[below - 1]));
    }
}

/// <summary>One line of an answer.</summary>
public sealed record OracleLine(
    string Name,
    string[] Breakdown,
    double Total,
    List<(DateTimeOffset T, double Value)> Points,
    double? PreviousTotal,
    List<(DateTimeOffset T, double Value)>? PreviousPoints
);
