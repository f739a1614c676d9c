using System.Collections.Frozen;

namespace Cairn.Insights.Trends;

/// <summary>What is counted or computed per bucket.</summary>
public enum Measure
{
    Count,
    Persons,
    Sessions,
    Dau,
    Wau,
    Mau,
    PerPerson,
    Sum,
    Avg,
    Min,
    Max,
    Median,
    P90,
    P95,
    P99,
}

/// <summary>A declared measure.</summary>
/// <param name="NeedsProperty">Whether it is computed over a numeric property of the events.</param>
/// <param name="Unit">Null: the property's own.</param>
public sealed record MeasureInfo(string Name, Measure Measure, bool NeedsProperty, string? Unit, string Description);

/// <summary>All measures, by the contract's words.</summary>
public static class Measures
{
    public static readonly IReadOnlyList<MeasureInfo> All =
    [
        new("count", Measure.Count, false, "events", "Events."),
        new("persons", Measure.Persons, false, "persons", "Different persons. Exact."),
        new("sessions", Measure.Sessions, false, "sessions", "Different sessions with such an event. Exact."),
        new(
            "dau",
            Measure.Dau,
            false,
            "persons",
            "Different persons in the day that ends with the bucket, or in the bucket if longer. Exact."
        ),
        new(
            "wau",
            Measure.Wau,
            false,
            "persons",
            "Different persons in the 7 days that end with the bucket, or in the bucket if longer. Exact."
        ),
        new(
            "mau",
            Measure.Mau,
            false,
            "persons",
            "Different persons in the 30 days that end with the bucket, or in the bucket if longer. Exact."
        ),
        new("per_person", Measure.PerPerson, false, "events per person", "Events divided by different persons; 0 over nobody."),
        new("sum", Measure.Sum, true, null, "Sum of a property."),
        new("avg", Measure.Avg, true, null, "Mean of a property; 0 over nothing."),
        new("min", Measure.Min, true, null, "Smallest value of a property; 0 over nothing."),
        new("max", Measure.Max, true, null, "Largest value of a property; 0 over nothing."),
        new("median", Measure.Median, true, null, "Median of a property. Exact, interpolated; 0 over nothing."),
        new("p90", Measure.P90, true, null, "90th percentile of a property. Exact, interpolated; 0 over nothing."),
        new("p95", Measure.P95, true, null, "95th percentile of a property. Exact, interpolated; 0 over nothing."),
        new("p99", Measure.P99, true, null, "99th percentile of a property. Exact, interpolated; 0 over nothing."),
    ];

    public static readonly FrozenDictionary<string, Measure> Words = All.ToFrozenDictionary(m => m.Name, m => m.Measure);

    public static bool NeedsProperty(this Measure measure) => All[(int)measure].NeedsProperty;

    /// <summary>How many days a trailing measure looks back; null for the others.</summary>
    public static int? TrailingDays(this Measure measure) =>
        measure switch
        {
            Measure.Dau => 1,
            Measure.Wau => 7,
            Measure.Mau => 30,
            _ => null,
        };

    /// <summary>The quantile's level; null for the others.</summary>
    public static double? Level(this Measure measure) =>
        measure switch
        {
            Measure.Median => 0.5,
            Measure.P90 => 0.9,
            Measure.P95 => 0.95,
            Measure.P99 => 0.99,
            _ => null,
        };
}
