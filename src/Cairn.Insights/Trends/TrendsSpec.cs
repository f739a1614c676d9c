using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>How do these measures of these events go over time? Meanings: <c>docs/semantics/trends.md</c>.</summary>
/// <param name="Series">1 to 26; the formula calls them A, B, C …</param>
/// <param name="Rolling">Mean of so many last points; null: none.</param>
public sealed record TrendsSpec(
    RangeSpec Range,
    Interval Interval,
    IReadOnlyList<TrendsSeries> Series,
    Filter? Filter = null,
    IReadOnlyList<Breakdown>? Breakdowns = null,
    Formula? Formula = null,
    Comparison? Compare = null,
    bool Cumulative = false,
    int? Rolling = null
)
{
    public IReadOnlyList<Breakdown> Breakdowns { get; } = Breakdowns ?? [];

    /// <summary>Every filter with its place in the question.</summary>
    public IEnumerable<(Filter Filter, string Pointer)> Filters()
    {
        if (Filter is not null)
            yield return (Filter, "/filter");
        for (var i = 0; i < Series.Count; i++)
            if (Series[i].Selector.Where is { } where)
                yield return (where, $"/series/{i}/where");
    }
}

/// <summary>One line of the chart, or several when broken down.</summary>
/// <param name="Property">A numeric property of the event; null for measures without.</param>
public sealed record TrendsSeries(Selector Selector, Measure Measure, PropertyRef? Property);
