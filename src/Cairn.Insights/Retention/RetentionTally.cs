using System.Runtime.InteropServices;
using Cairn.Query.Sequences;

namespace Cairn.Insights.Retention;

/// <summary>Counts of one part of the persons.</summary>
internal sealed class RetentionTally(RetentionPlan plan)
{
    private readonly RetentionWalk _walk = plan.NewWalk();

    /// <summary>By labels: persons per (cohort, period), a cohort's periods in a row.</summary>
    public Dictionary<uint, long[]> ByLabels { get; } = [];

    public static void Visit(RetentionTally tally, ulong person, ReadOnlySpan<StepEvent> events) => tally.Count(person, events);

    private void Count(ulong person, ReadOnlySpan<StepEvent> events)
    {
        if (plan.Earlier.Contains(person))
            return;
        foreach (var (cohort, labels) in _walk.Starts(events))
        {
            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(ByLabels, labels, out _);
            counts ??= new long[plan.Cells];
            var first = cohort * (plan.Periods.Count + 1);
            counts[first]++;
            foreach (var period in _walk.Returns(cohort))
                counts[first + period]++;
        }
    }
}
