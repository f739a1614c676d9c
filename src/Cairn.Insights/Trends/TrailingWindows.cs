using Cairn.Events;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>The spans that dau, wau and mau look at, one per bucket: so many days, or the bucket if longer, ending where the bucket (cut to the range) ends.
/// Days are 24 hours for buckets of minutes and hours, calendar days for longer ones. Cut into cells in which all instants lie in the same windows.</summary>
internal sealed class TrailingWindows
{
    private readonly long[] _starts;
    private readonly long[] _ends;

    private TrailingWindows(Buckets buckets, long[] starts, long[] ends)
    {
        (_starts, _ends) = (starts, ends);
        Start = DateTimeOffset.FromUnixTimeMilliseconds(starts[0]);
        AreBuckets = Enumerable.Range(0, buckets.Count).All(i => starts[i] == buckets.Inside(i).Start.ToUnixTimeMilliseconds());
        long[] cells = [.. starts.Concat(ends).Distinct().Order()];
        Cells = cells[..^1];
        CellsEnd = cells[^1];
        Firsts = [.. Cells.Select(cell => (long)FirstAbove(ends, cell))];
        Lasts = [.. Cells.Select(cell => (long)FirstAbove(starts, cell))];
    }

    /// <summary>Where the first window starts: at or before the range.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Whether every window is just its bucket, so that counting persons per bucket answers the same.</summary>
    public bool AreBuckets { get; }

    /// <summary>Where cells begin, Unix milliseconds, ascending; the last ends at <see cref="CellsEnd"/>.</summary>
    public IReadOnlyList<long> Cells { get; }

    public long CellsEnd { get; }

    /// <summary>Per cell: the first window that it lies in.</summary>
    public IReadOnlyList<long> Firsts { get; }

    /// <summary>Per cell: the first window after those that it lies in.</summary>
    public IReadOnlyList<long> Lasts { get; }

    /// <summary>One window.</summary>
    public TimeRange Window(int index, TimeRange range) =>
        range with
        {
            Start = DateTimeOffset.FromUnixTimeMilliseconds(_starts[index]),
            End = DateTimeOffset.FromUnixTimeMilliseconds(_ends[index]),
        };

    public static TrailingWindows Of(Buckets buckets, int days)
    {
        var (starts, ends) = (new long[buckets.Count], new long[buckets.Count]);
        for (var i = 0; i < buckets.Count; i++)
        {
            var inside = buckets.Inside(i);
            var back = buckets.Interval is Interval.Minute or Interval.Hour
                ? inside.End.AddDays(-days)
                : buckets.Range.Zone.DaysBefore(inside.End, days);
            starts[i] = (back < inside.Start ? back : inside.Start).ToUnixTimeMilliseconds();
            ends[i] = inside.End.ToUnixTimeMilliseconds();
        }

        return new TrailingWindows(buckets, starts, ends);
    }

    private static int FirstAbove(long[] ascending, long value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] > value)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
