using Cairn.Events;

namespace Cairn.Query.Time;

/// <summary>A range cut into minutes, hours, days, weeks or months of its zone. Edges are computed here and nowhere else: ClickHouse only compares
/// instants with them.</summary>
/// <remarks>A minute is a minute of UTC. An hour begins where the clock shows a full hour and wherever it is put forward or back, so none is longer
/// than 60 minutes. A day begins at its first instant (<see cref="ZoneClock.StartOf"/>); a date that a zone skipped has no bucket.</remarks>
public sealed class Buckets
{
    /// <summary>More buckets than this are no chart: the range or the interval is wrong.</summary>
    public const int Most = 5_000;

    private readonly long[] _edges;

    private Buckets(TimeRange range, Interval interval, WeekStart weekStart, long[] edges)
    {
        Range = range;
        Interval = interval;
        WeekStart = weekStart;
        _edges = edges;
        Step = StepOf(edges);
    }

    public TimeRange Range { get; }

    public Interval Interval { get; }

    public WeekStart WeekStart { get; }

    public int Count => _edges.Length - 1;

    /// <summary>Unix milliseconds, ascending, <see cref="Count"/> + 1 of them. The first is at or before the range's start, the last at or after its end.</summary>
    public IReadOnlyList<long> Edges => _edges;

    /// <summary>Milliseconds between neighbouring edges where all are equally far apart; else null.</summary>
    public long? Step { get; }

    /// <summary>Cuts the range; null when that makes more than <see cref="Most"/> buckets.</summary>
    public static Buckets? Cut(TimeRange range, Interval interval, WeekStart weekStart)
    {
        var edges = new List<long>();
        foreach (var edge in EdgesFrom(range, interval, weekStart))
        {
            var at = edge.ToUnixTimeMilliseconds();
            // Two dates that begin together: the zone skipped the first.
            if (edges.Count > 0 && edges[^1] == at)
                continue;
            if (edges.Count == 1 && edge <= range.Start)
                edges.Clear();
            edges.Add(at);
            if (edge >= range.End && edges.Count > 1)
                return new Buckets(range, interval, weekStart, [.. edges]);
            if (edges.Count > Most)
                return null;
        }

        return null;
    }

    /// <summary>When bucket <paramref name="index"/> begins by the calendar, be it before the range does.</summary>
    public DateTimeOffset Start(int index) => DateTimeOffset.FromUnixTimeMilliseconds(_edges[index]);

    /// <summary>When it ends by the calendar, be it after the range does.</summary>
    public DateTimeOffset End(int index) => DateTimeOffset.FromUnixTimeMilliseconds(_edges[index + 1]);

    /// <summary>The bucket that begins exactly at <paramref name="edge"/>, in Unix milliseconds.</summary>
    public int IndexOfEdge(long edge) => Array.BinarySearch(_edges, edge);

    /// <summary>The bucket that an instant (Unix milliseconds) lies in. It must lie in one.</summary>
    public int IndexOf(long at)
    {
        if (Step is { } step)
            return (int)((at - _edges[0]) / step);
        var index = Array.BinarySearch(_edges, at);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The same for an instant that is not before bucket <paramref name="near"/>: fast where it lies in that one.</summary>
    public int IndexOf(long at, int near) => at < _edges[near + 1] ? near : IndexOf(at);

    /// <summary>The part of the bucket inside the range.</summary>
    public TimeRange Inside(int index) =>
        new(Start(index) < Range.Start ? Range.Start : Start(index), End(index) > Range.End ? Range.End : End(index), Range.Zone);

    /// <summary>The range as one bucket.</summary>
    public static Buckets Whole(TimeRange range) =>
        new(range, Interval.Day, WeekStart.Monday, [range.Start.ToUnixTimeMilliseconds(), range.End.ToUnixTimeMilliseconds()]);

    /// <summary>When the first bucket begins that is not over; null when all are.</summary>
    public DateTimeOffset? PartialFrom(DateTimeOffset now)
    {
        for (var i = 0; i < Count; i++)
            if (Inside(i).End > now)
                return Start(i);
        return null;
    }

    /// <summary>These and so many more after them; the range then ends where the last of them does. Null beyond <see cref="Most"/>.</summary>
    public Buckets? WithMore(int more)
    {
        if (Count + more > Most)
            return null;
        var edges = new List<long>(_edges);
        foreach (var edge in EdgesFrom(Range with { Start = End(Count - 1) }, Interval, WeekStart))
        {
            if (edges.Count == _edges.Length + more)
                break;
            if (edge.ToUnixTimeMilliseconds() > edges[^1])
                edges.Add(edge.ToUnixTimeMilliseconds());
        }

        return new Buckets(Range with { End = DateTimeOffset.FromUnixTimeMilliseconds(edges[^1]) }, Interval, WeekStart, [.. edges]);
    }

    /// <summary>These and the one before them; the range then begins where that one does. Null beyond <see cref="Most"/>.</summary>
    public Buckets? WithOneBefore()
    {
        var cut = Cut(Range with { Start = Start(0).AddMilliseconds(-1) }, Interval, WeekStart);
        return cut is null ? null : new Buckets(Range with { Start = cut.Start(0) }, Interval, WeekStart, cut._edges);
    }

    private static long? StepOf(long[] edges)
    {
        var step = edges[1] - edges[0];
        for (var i = 2; i < edges.Length; i++)
            if (edges[i] - edges[i - 1] != step)
                return null;
        return step;
    }

    private static IEnumerable<DateTimeOffset> EdgesFrom(TimeRange range, Interval interval, WeekStart weekStart)
    {
        var zone = range.Zone;
        if (interval is Interval.Minute or Interval.Hour)
        {
            var ms = range.Start.ToUnixTimeMilliseconds();
            var at =
                interval == Interval.Hour ? zone.StartOfHour(range.Start) : DateTimeOffset.FromUnixTimeMilliseconds(ms - (ms % 60_000));
            for (; ; at = interval == Interval.Hour ? zone.NextHour(at) : at.AddMinutes(1))
                yield return at;
        }

        var first = zone.Date(range.Start);
        var date = interval switch
        {
            Interval.Week => first.StartOfWeek(weekStart),
            Interval.Month => first.StartOfMonth(),
            _ => first,
        };
        for (var i = 0; ; i++)
            yield return zone.StartOf(
                interval switch
                {
                    Interval.Week => date.AddDays(7 * i),
                    Interval.Month => date.AddMonths(i),
                    _ => date.AddDays(i),
                }
            );
    }
}
