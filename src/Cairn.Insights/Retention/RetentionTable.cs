using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;

namespace Cairn.Insights.Retention;

/// <summary>From counts to the answer. Pure.</summary>
internal static class RetentionTable
{
    public static RetentionResult Of(RetentionPlan plan, IReadOnlyList<RetentionTally> tallies, QueryMeta meta)
    {
        var byLabels = tallies
            .SelectMany(t => t.ByLabels)
            .GroupBy(p => p.Key)
            .ToDictionary(g => g.Key, g => Sum(plan.Cells, g.Select(p => p.Value)));
        var cohorts = Cohorts(plan, Sum(plan.Cells, byLabels.Values));
        return new RetentionResult(cohorts, Overall(plan, cohorts), plan.Cuts.Count == 0 ? null : Breakdowns(plan, byLabels), meta);
    }

    private static IReadOnlyList<RetentionBreakdown> Breakdowns(RetentionPlan plan, Dictionary<uint, long[]> byLabels)
    {
        var rows = byLabels.Select(p => (p.Key, Words: SequenceLabels.Words(p.Key, plan.Cuts), Cohorts: Cohorts(plan, p.Value)));
        return
        [
            .. rows.OrderBy(r =>
                    r.Words.Contains(Breakdown.None) ? 2
                    : r.Words.Contains(Breakdown.Other) ? 1
                    : 0
                )
                .ThenByDescending(r => r.Cohorts.Sum(c => c.Size))
                .ThenBy(r => r.Key)
                .Select(r => new RetentionBreakdown(r.Words, r.Cohorts, Overall(plan, r.Cohorts))),
        ];
    }

    private static IReadOnlyList<RetentionCohort> Cohorts(RetentionPlan plan, long[] counts)
    {
        var width = plan.Periods.Count + 1;
        return
        [
            .. Enumerable
                .Range(0, plan.Cohorts.Count)
                .Select(c => new RetentionCohort(
                    plan.Cohorts.Start(c),
                    counts[c * width],
                    [.. Enumerable.Range(0, width).Select(p => plan.IsOver(c, p) ? counts[(c * width) + p] : (long?)null)]
                )),
        ];
    }

    private static IReadOnlyList<RetentionRate> Overall(RetentionPlan plan, IReadOnlyList<RetentionCohort> cohorts) =>
        [
            .. Enumerable
                .Range(0, plan.Periods.Count + 1)
                .Select(period =>
                {
                    var over = cohorts.Where(c => c.Counts[period] is not null).ToArray();
                    var size = over.Sum(c => c.Size);
                    return new RetentionRate(period, size == 0 ? null : (double)over.Sum(c => c.Counts[period]!.Value) / size);
                }),
        ];

    private static long[] Sum(int cells, IEnumerable<long[]> all)
    {
        var sum = new long[cells];
        foreach (var counts in all)
            for (var i = 0; i < cells; i++)
                sum[i] += counts[i];
        return sum;
    }
}
