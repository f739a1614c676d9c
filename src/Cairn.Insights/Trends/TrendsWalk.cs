using System.Numerics;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>Counts and exact persons by walking over every person's events: the same numbers as <see cref="TrendsSql.Points"/>, faster where the persons are indexed.</summary>
internal sealed class TrendsWalk
{
    private readonly Buckets _buckets;

    /// <summary>Which bucket each series has counted this person in last; -1 none.</summary>
    private readonly int[] _last;

    private TrendsWalk(int series, Buckets buckets)
    {
        _buckets = buckets;
        _last = new int[series];
        Counts = [.. Enumerable.Range(0, series).Select(_ => new long[buckets.Count])];
        Persons = [.. Enumerable.Range(0, series).Select(_ => new long[buckets.Count])];
        AllPersons = new long[series];
    }

    public long[][] Counts { get; }

    public long[][] Persons { get; }

    public long[] AllPersons { get; }

    /// <summary>What is to be walked; null when the question needs more than counts of events and persons by name.</summary>
    public static SequenceSpec? Plan(TrendsSpec spec, Buckets buckets)
    {
        var isSimple =
            spec.Filter is null
            && spec.Breakdowns.Count == 0
            && !spec.Cumulative
            && spec.Series.Count <= SequenceSpec.MostSelectors
            && spec.Series.All(s => s.Selector.Where is null && IsSimple(s.Measure, buckets))
            && spec.Series.Any(s => s.Measure != Measure.Count);
        return isSimple ? new SequenceSpec(buckets.Range, [.. spec.Series.Select(s => s.Selector)], TiesMatter: false) : null;
    }

    public static TrendsWalk Start(TrendsSpec spec, Buckets buckets) => new(spec.Series.Count, buckets);

    public static void Visit(TrendsWalk walk, ulong person, ReadOnlySpan<StepEvent> events)
    {
        walk._last.AsSpan().Fill(-1);
        foreach (var e in events)
        {
            var bucket = walk._buckets.IndexOf(e.At);
            for (var rest = e.Mask; rest != 0; rest &= rest - 1)
            {
                var series = BitOperations.TrailingZeroCount(rest);
                walk.Counts[series][bucket]++;
                if (walk._last[series] == bucket)
                    continue;
                walk.Persons[series][bucket]++;
                walk.AllPersons[series] += walk._last[series] < 0 ? 1 : 0;
                walk._last[series] = bucket;
            }
        }
    }

    /// <summary>The numbers of one series over all threads.</summary>
    public static (double Total, double[] Values) Series(IReadOnlyList<TrendsWalk> walks, int series, Measure measure, Buckets buckets)
    {
        var counts = Sum(w => w.Counts[series]);
        var persons = Sum(w => w.Persons[series]);
        var (allCounts, allPersons) = (counts.Sum(), walks.Sum(w => w.AllPersons[series]));
        return measure switch
        {
            Measure.Count => (allCounts, [.. counts.Select(c => (double)c)]),
            Measure.PerPerson => (Ratio(allCounts, allPersons), [.. counts.Zip(persons, Ratio)]),
            _ => (allPersons, [.. persons.Select(p => (double)p)]),
        };

        long[] Sum(Func<TrendsWalk, long[]> of) => [.. Enumerable.Range(0, buckets.Count).Select(b => walks.Sum(w => of(w)[b]))];

        static double Ratio(long dividend, long divisor) => divisor == 0 ? 0 : (double)dividend / divisor;
    }

    private static bool IsSimple(Measure measure, Buckets buckets) =>
        measure is Measure.Count or Measure.Persons or Measure.PerPerson
        || (measure == Measure.Dau && TrailingWindows.Of(buckets, 1).AreBuckets);
}
