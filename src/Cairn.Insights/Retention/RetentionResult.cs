using System.Text.Json.Serialization;
using Cairn.Query.Running;

namespace Cairn.Insights.Retention;

/// <summary>Who came back.</summary>
/// <param name="Cohorts">Every bucket of the range in order, empty ones too.</param>
/// <param name="Overall">Over all cohorts, period 0 first.</param>
/// <param name="Breakdowns">With breakdowns: the largest first, "(other)" and "(none)" last. They add up to the cohorts.</param>
public sealed record RetentionResult(
    IReadOnlyList<RetentionCohort> Cohorts,
    IReadOnlyList<RetentionRate> Overall,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RetentionBreakdown>? Breakdowns,
    QueryMeta Meta
);

/// <summary>Those who began in one bucket.</summary>
/// <param name="Start">When the bucket begins by the calendar.</param>
/// <param name="Size">Persons.</param>
/// <param name="Counts">From period 0, which is the size: how many were seen again; null while the period is not over.</param>
public sealed record RetentionCohort(DateTimeOffset Start, long Size, IReadOnlyList<long?> Counts);

/// <param name="Rate">0..1: the counts of the cohorts whose period is over, by their sizes; null over nobody.</param>
public sealed record RetentionRate(int Period, double? Rate);

/// <summary>The cohorts of one combination of values.</summary>
public sealed record RetentionBreakdown(
    IReadOnlyList<string> Value,
    IReadOnlyList<RetentionCohort> Cohorts,
    IReadOnlyList<RetentionRate> Overall
);
