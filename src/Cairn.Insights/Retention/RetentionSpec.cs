using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.Retention;

/// <summary>Of those who began, who came back later? Meanings: <c>docs/semantics/retention.md</c>.</summary>
/// <param name="Range">In which cohorts start.</param>
/// <param name="Interval">Hour, day, week or month: how wide a cohort's bucket is, and how wide a period.</param>
/// <param name="OrAfter">A return counts for its period and every one before it.</param>
/// <param name="Breakdowns">Of the start event that put the person in the cohort.</param>
public sealed record RetentionSpec(
    RangeSpec Range,
    Interval Interval,
    Selector Start,
    Selector Return,
    CohortRule Cohort,
    bool OrAfter,
    RetentionPeriods Periods,
    Filter? Filter = null,
    IReadOnlyList<Breakdown>? Breakdowns = null
)
{
    public IReadOnlyList<Breakdown> Breakdowns { get; } = Breakdowns ?? [];

    /// <summary>Every filter with its place in the question.</summary>
    public IEnumerable<(Filter Filter, string Pointer)> Filters()
    {
        if (Filter is not null)
            yield return (Filter, "/filter");
        if (Start.Where is not null)
            yield return (Start.Where, "/start/where");
        if (Return.Where is not null)
            yield return (Return.Where, "/return/where");
    }
}

/// <summary>In which buckets a person begins.</summary>
public enum CohortRule
{
    /// <summary>That of the first start event in the range.</summary>
    FirstInRange,

    /// <summary>That of the first start event of all, if it lies in the range.</summary>
    FirstEver,

    /// <summary>Every one with a start event.</summary>
    Recurring,
}
