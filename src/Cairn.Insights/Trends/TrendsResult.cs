using System.Text.Json.Serialization;
using Cairn.Query.Running;

namespace Cairn.Insights.Trends;

/// <summary>Lines over time. Order: by series, then by breakdown values, the largest first, "(other)" and "(none)" last. With a formula there is one
/// line per combination of breakdown values: the formula's.</summary>
public sealed record TrendsResult(IReadOnlyList<TrendsLine> Series, QueryMeta Meta);

/// <summary>One line.</summary>
/// <param name="Name">The selector's name or the formula.</param>
/// <param name="Breakdown">A value per breakdown; null without breakdowns.</param>
/// <param name="Total">The measure over the whole range as one bucket; for wau and mau the last point. Null only from a formula.</param>
/// <param name="Previous">The same over the compared period.</param>
public sealed record TrendsLine(
    string Name,
    IReadOnlyList<string>? Breakdown,
    double? Total,
    IReadOnlyList<TrendsPoint> Points,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TrendsPeriod? Previous
);

/// <summary>The compared period. Its points stand beside those of the range by position; there may be more or fewer of them.</summary>
public sealed record TrendsPeriod(double? Total, IReadOnlyList<TrendsPoint> Points);

/// <summary>One bucket.</summary>
/// <param name="T">When the bucket begins by the calendar, be it before the range.</param>
/// <param name="Value">0 where nothing happened; null only from a formula.</param>
public sealed record TrendsPoint(DateTimeOffset T, double? Value);
