using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Retention;

/// <summary>A retention question ready to be walked.</summary>
/// <param name="Cohorts">The range in buckets.</param>
/// <param name="Buckets">The same and those after it that the periods reach.</param>
/// <param name="Earlier">Who began before the range already and is in no cohort; empty unless the first ever start counts.</param>
internal sealed record RetentionPlan(
    RetentionSpec Spec,
    Buckets Cohorts,
    Buckets Buckets,
    SequenceSpec Sequence,
    IReadOnlyList<BreakdownCut> Cuts,
    HashSet<ulong> Earlier,
    DateTimeOffset Now
)
{
    public RetentionPeriods Periods => Spec.Periods;

    /// <summary>Numbers that one table holds.</summary>
    public int Cells => Cohorts.Count * (Periods.Count + 1);

    public RetentionWalk NewWalk() => new(Spec.Cohort, Periods, Spec.OrAfter, Buckets, Cohorts.Count);

    /// <summary>Whether a period of a cohort is over. Period 0 always counts: it is the size so far.</summary>
    public bool IsOver(int cohort, int period) => period == 0 || Buckets.End(cohort + Periods.LastOffset(period)) <= Now;
}
