using System.Text.Json.Serialization;
using Cairn.Query.Running;

namespace Cairn.Insights.Funnels;

/// <summary>How far they got.</summary>
/// <param name="Breakdowns">With breakdowns: the largest first step first, "(other)" and "(none)" last.</param>
/// <param name="Trend">With view trend.</param>
/// <param name="Histogram">With view time_to_convert: spans of equal width, those without anybody too.</param>
public sealed record FunnelResult(
    IReadOnlyList<FunnelStep> Steps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FunnelBreakdown>? Breakdowns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FunnelPoint>? Trend,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FunnelSpan>? Histogram,
    QueryMeta Meta
);

/// <summary>One step.</summary>
/// <param name="Count">Who reached it.</param>
/// <param name="FromPrevious">0..1 of those of the step before; of the first step 1. Null over nobody.</param>
/// <param name="FromFirst">0..1 of those of the first step. Null over nobody.</param>
/// <param name="Dropped">Who reached the step before and not this one; 0 for the first.</param>
/// <param name="MedianSeconds">From the step before, of those who reached this one. Exact, interpolated. Null for the first, and over nobody.</param>
/// <param name="AverageSeconds">Likewise the mean.</param>
public sealed record FunnelStep(
    string Name,
    long Count,
    double? FromPrevious,
    double? FromFirst,
    long Dropped,
    double? MedianSeconds,
    double? AverageSeconds
);

/// <summary>The steps of those with these labels.</summary>
public sealed record FunnelBreakdown(IReadOnlyList<string> Value, IReadOnlyList<FunnelStep> Steps);

/// <summary>Those whose first step lies in a bucket.</summary>
/// <param name="Entered">Who reached fromStep.</param>
/// <param name="Converted">Who reached toStep.</param>
/// <param name="Rate">Converted of entered, 0..1; null over nobody.</param>
public sealed record FunnelPoint(DateTimeOffset T, long Entered, long Converted, double? Rate);

/// <summary>Who took so long from fromStep to toStep: <paramref name="FromSeconds"/> &lt;= t &lt; <paramref name="ToSeconds"/>.</summary>
public sealed record FunnelSpan(double FromSeconds, double ToSeconds, long Count);
