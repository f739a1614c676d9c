using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Funnels as <c>docs/semantics/funnels.md</c> tells them: every attempt of everybody, one by one.</summary>
public sealed class OracleFunnel(History history, JsonNode question, TimeZoneInfo zone, DateTimeOffset now)
{
    private readonly JsonArray _steps = question["steps"]!.AsArray();
    private readonly string _order = question["order"]?.GetValue<string>() ?? "ordered";
    private readonly TimeSpan _window = OracleDuration.Of(question["window"]!);
    private readonly OracleCalendar _calendar = new(zone, weeksBeginOnSunday: false);

    private OraclePeriod _scan = null!;

    /// <summary>Lines of text: whatever an answer says.</summary>
    public string Describe()
    {
        var range = _calendar.Range(question["range"]!, now);
        _scan = new OraclePeriod(history, range.Start, range.End + _window);
        var entities = Entities();
        var best = entities.Select(e => Best(e, range.Start, range.End)).OfType<List<Happening>>().ToList();
        var text = Steps(best);
        if (question["breakdowns"]?[0] is { } breakdown)
            text += "\n" + Breakdowns(best, entities, breakdown);
        var view = question["view"]?.GetValue<string>();
        var (from, to) = (question["fromStep"]?.GetValue<int>() ?? 0, question["toStep"]?.GetValue<int>() ?? _steps.Count - 1);
        if (view == "trend")
            text += "\n" + Trend(entities, range, from, to);
        if (view == "time_to_convert")
            text += "\n" + Histogram([.. best.Where(a => a.Count > to).Select(a => (a[to].At - a[from].At).TotalSeconds)]);
        return text;
    }

    /// <summary>Per entity that takes the first step and is not out: its events in the scan, and the attempt that counts.</summary>
    public IEnumerable<(List<Happening> Events, List<Happening> Attempt, TimeSpan Window)> Attempts()
    {
        var range = _calendar.Range(question["range"]!, now);
        _scan = new OraclePeriod(history, range.Start, range.End + _window);
        foreach (var events in Entities())
            if (Best(events, range.Start, range.End) is { } attempt)
                yield return (events, attempt, _window);
    }

    /// <summary>Whether the event is a step or an exclusion that names it.</summary>
    public bool IsOwn(Happening e) => _steps.Concat(question["exclusions"]?.AsArray() ?? []).Any(s => s!["event"] is not null && Is(e, s));

    private List<List<Happening>> Entities()
    {
        var by = question["by"]?.GetValue<string>() ?? "person";
        var kept = _scan.Events.Where(e => OracleFilter.Holds(question["filter"], _scan.ValuesOf(e)));
        return
        [
            .. kept.Select(e => (Event: e, Key: Key(e, by)))
                .Where(p => p.Key is not null)
                .GroupBy(p => p.Key)
                .Select(g => g.Select(p => p.Event).OrderBy(e => e.At).ThenBy(LowestStep).ThenBy(e => e.Sequence).ToList()),
        ];
    }

    private string? Key(Happening e, string by) =>
        by switch
        {
            "person" => history.PersonOf(e.DistinctId),
            "session" => _scan.Sessions.Of(e),
            _ => e.Groups.GetValueOrDefault(by["group:".Length..]),
        };

    private int LowestStep(Happening e) => Enumerable.Range(0, _steps.Count).Where(s => Is(e, _steps[s]!)).DefaultIfEmpty(99).First();

    private bool Is(Happening e, JsonNode selector) =>
        (selector["event"]?.GetValue<string>() is { } name ? e.Event == name : e.IsBehaviour)
        && OracleFilter.Holds(selector["where"], _scan.ValuesOf(e));

    /// <summary>The events of the attempt that counts; null when there is none or the entity is out.</summary>
    private List<Happening>? Best(List<Happening> events, DateTimeOffset from, DateTimeOffset to)
    {
        if (_order == "strict")
            events = [.. events.Where(e => e.IsBehaviour || IsNamed(e))];
        var attempts = Enumerable
            .Range(0, events.Count)
            .Where(i => events[i].At >= from && events[i].At < to)
            .Select(i => Attempt(events, i))
            .Where(a => a.Count > 0)
            .ToList();
        if (attempts.Count == 0)
            return null;
        var far = attempts.Max(a => a.Count);
        var best = attempts.Where(a => a.Count == far).OrderBy(a => a[^1]).ThenByDescending(a => a[0]).First();
        var done = far == _steps.Count ? best[^1] : int.MaxValue;
        return IsOut(events, attempts, done) ? null : [.. best.Select(i => events[i])];
    }

    private bool IsNamed(Happening e) =>
        _steps.Concat(question["exclusions"]?.AsArray() ?? []).Any(s => s!["event"]?.GetValue<string>() == e.Event);

    /// <summary>Indexes of the events that take a step each, of the attempt that begins at an event.</summary>
    private List<int> Attempt(List<Happening> events, int start)
    {
        var late = Enumerable.Range(start, events.Count - start).TakeWhile(i => events[i].At - events[start].At <= _window);
        if (_order == "any")
            return AnyOrder(events, [.. late]);
        var taken = new List<int>();
        foreach (var i in late)
        {
            if (taken.Count < _steps.Count && Is(events[i], _steps[taken.Count]!))
                taken.Add(i);
            else if (taken.Count == 0 || _order == "strict")
                break;
        }

        return taken;
    }

    /// <summary>One more event counts whenever the events so far can be one more of the steps: tried in every way.</summary>
    private List<int> AnyOrder(List<Happening> events, List<int> indexes)
    {
        var taken = new List<int>();
        for (var n = 1; n <= indexes.Count && taken.Count < _steps.Count; n++)
        {
            if (!_steps.Any(s => Is(events[indexes[n - 1]], s!)))
            {
                if (n == 1)
                    return [];
                continue;
            }

            var most = Most([.. indexes.Take(n).Select(i => events[i])], 0, []);
            if (most > taken.Count)
                taken.Add(indexes[n - 1]);
        }

        return taken;
    }

    /// <summary>The most steps from <paramref name="step"/> on that can be taken by events not used yet.</summary>
    private int Most(List<Happening> events, int step, HashSet<Happening> used)
    {
        if (step == _steps.Count)
            return 0;
        var best = Most(events, step + 1, used);
        foreach (var e in events.Where(e => Is(e, _steps[step]!)).Take(_steps.Count + used.Count))
            if (!used.Contains(e))
                best = Math.Max(best, 1 + Most(events, step + 1, [.. used, e]));
        return best;
    }

    private bool IsOut(List<Happening> events, List<List<int>> attempts, int done)
    {
        foreach (var exclusion in question["exclusions"]?.AsArray() ?? [])
        {
            var (from, to) = (exclusion!["from"]!.GetValue<int>(), exclusion["to"]!.GetValue<int>());
            foreach (var x in Enumerable.Range(0, events.Count).Where(i => i < done && Is(events[i], exclusion)))
            foreach (var attempt in attempts.Where(a => a[0] < x && events[x].At - events[a[0]].At <= _window))
            {
                var reached = attempt.Count(i => i <= x) - 1;
                var isNext = _order != "strict" || attempt.Contains(x - 1);
                if (!attempt.Contains(x) && isNext && (_order == "any" ? reached < to : reached >= from && reached < to))
                    return true;
            }
        }

        return false;
    }

    private string Steps(List<List<Happening>> attempts)
    {
        var lines = _steps.Select(
            (step, k) =>
            {
                var reached = attempts.Where(a => a.Count > k).ToList();
                var before = attempts.Count(a => a.Count > Math.Max(0, k - 1));
                var seconds = k == 0 ? [] : reached.Select(a => (a[k].At - a[k - 1].At).TotalMilliseconds).Order().ToList();
                var name = step!["name"]?.GetValue<string>() ?? step["event"]?.GetValue<string>() ?? "Any event";
                var median =
                    seconds.Count == 0 ? "-" : $"{(seconds[(seconds.Count - 1) / 2] + seconds[seconds.Count / 2]) / 2.0 / 1000.0:R}";
                var mean = seconds.Count == 0 ? "-" : $"{seconds.Sum() / 1000.0 / seconds.Count:R}";
                return $"{name} {reached.Count} {Rate(reached.Count, before)} {Rate(reached.Count, attempts.Count)} {before - reached.Count} {median} {mean}";
            }
        );
        return string.Join("; ", lines);
    }

    private static string Rate(int part, int whole) => whole == 0 ? "-" : $"{(double)part / whole:R}";

    private string Breakdowns(List<List<Happening>> best, List<List<Happening>> entities, JsonNode breakdown)
    {
        var attribution = question["attribution"]?.GetValue<string>() ?? "first";
        var only = attribution.StartsWith("step:", StringComparison.Ordinal) ? int.Parse(attribution[5..]) : (int?)null;
        var steps = only is { } o ? [_steps[o]!] : _steps.Select(s => s!).ToList();
        var having = entities
            .SelectMany(
                (entity, i) => entity.Where(e => steps.Any(s => Is(e, s))).Select(Text).OfType<string>().Distinct().Select(v => (v, i))
            )
            .GroupBy(p => p.v);
        var alone = having
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(breakdown["limit"]?.GetValue<int>() ?? 25)
            .Select(g => g.Key)
            .ToList();
        var groups = best.GroupBy(Label)
            .OrderBy(g =>
                g.Key == "(none)" ? 2
                : g.Key == "(other)" ? 1
                : 0
            );
        return string.Join(
            '\n',
            groups.ThenByDescending(g => g.Count()).ThenBy(g => alone.IndexOf(g.Key)).Select(g => $"[{g.Key}] {Steps([.. g])}")
        );

        string? Text(Happening e) =>
            _scan.ValuesOf(e)(breakdown["property"]!.GetValue<string>(), breakdown["scope"]?.GetValue<string>() ?? "event") is { } value
                ? OracleFilter.Text(value)
                : null;

        string Label(List<Happening> attempt)
        {
            var values = (only is { } n ? attempt.Skip(n).Take(1) : attempt).Select(Text).OfType<string>().ToList();
            var value = attribution == "last" ? values.LastOrDefault() : values.FirstOrDefault();
            return value is null ? "(none)"
                : alone.Contains(value) ? value
                : "(other)";
        }
    }

    private string Trend(List<List<Happening>> entities, (DateTimeOffset Start, DateTimeOffset End) range, int from, int to)
    {
        var edges = _calendar.Edges(range.Start, range.End, question["interval"]?.GetValue<string>() ?? "day");
        var points = edges
            .Zip(edges.Skip(1))
            .Select(bucket =>
            {
                var (start, end) = (Max(bucket.First, range.Start), bucket.Second < range.End ? bucket.Second : range.End);
                var best = entities.Select(e => Best(e, start, end)).OfType<List<Happening>>().ToList();
                var (entered, converted) = (best.Count(a => a.Count > from), best.Count(a => a.Count > to));
                return $"{bucket.First.UtcDateTime:s} {entered} {converted} {Rate(converted, entered)}";
            });
        return string.Join("; ", points);

        static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
    }

    private static string Histogram(List<double> seconds)
    {
        if (seconds.Count == 0)
            return "nobody";
        var low = Math.Floor(seconds.Min());
        var spans = 1;
        while (spans * spans * spans < seconds.Count && spans < 60)
            spans++;
        var width = Math.Max(1, Math.Ceiling((Math.Ceiling(seconds.Max()) - low) / spans));
        var lines = new List<string>();
        for (var from = low; from <= seconds.Max(); from += width)
            lines.Add($"{from:R}-{from + width:R} {seconds.Count(s => s >= from && s < from + width)}");
        return string.Join("; ", lines);
    }
}
