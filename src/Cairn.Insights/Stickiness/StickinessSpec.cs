using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.Stickiness;

/// <summary>In how many buckets of the range was a person active? Meanings: <c>docs/semantics/lifecycle.md</c>.</summary>
public sealed record StickinessSpec(
    RangeSpec Range,
    Interval Interval,
    Selector Selector,
    Filter? Filter = null,
    Comparison? Compare = null
)
{
    /// <summary>Every filter with its place in the question.</summary>
    public IEnumerable<(Filter Filter, string Pointer)> Filters()
    {
        if (Filter is not null)
            yield return (Filter, "/filter");
        if (Selector.Where is not null)
            yield return (Selector.Where, "/selector/where");
    }
}
