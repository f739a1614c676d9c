using System.Text.Json.Serialization;
using Cairn.Query.Running;

namespace Cairn.Insights.Correlations;

/// <summary>Traits and how they go with success.</summary>
/// <param name="Success">Who got through.</param>
/// <param name="Failure">Who began and did not.</param>
/// <param name="IsEnough">Whether there are enough on both sides to call anything significant.</param>
/// <param name="Items">Significant ones first, the farthest from chance first.</param>
public sealed record CorrelationResult(long Success, long Failure, bool IsEnough, IReadOnlyList<CorrelationItem> Items, QueryMeta Meta);

/// <summary>One trait.</summary>
/// <param name="Type"><c>event</c>: did it between the first step and success, or the window's end; <c>person_property</c>: has this value now.</param>
/// <param name="SuccessCount">Of those who got through, who has it.</param>
/// <param name="FailureCount">Of the others.</param>
/// <param name="OddsRatio">Above 1: goes with success.</param>
/// <param name="Low">Of the 95 % confidence interval.</param>
/// <param name="High">Likewise.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="AdjustedPValue">For having looked at so many traits, by Benjamini and Hochberg.</param>
/// <param name="IsSignificant">Adjusted below 0.05, and enough cases.</param>
/// <param name="TooFew">Too few cases to say anything.</param>
public sealed record CorrelationItem(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Event,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Property,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value,
    long SuccessCount,
    long FailureCount,
    double OddsRatio,
    double Low,
    double High,
    double PValue,
    double AdjustedPValue,
    bool IsSignificant,
    bool TooFew,
    string GoesWith
);
