using System.Text.Json.Serialization;
using Cairn.Query.Running;

namespace Cairn.Insights.Stickiness;

/// <summary>How often persons came.</summary>
/// <param name="Persons">From 1 to the number of buckets of the range, zeros too.</param>
/// <param name="Total">All of them together.</param>
/// <param name="Previous">The same over the compared period.</param>
public sealed record StickinessResult(
    IReadOnlyList<StickinessCount> Persons,
    long Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StickinessPeriod? Previous,
    QueryMeta Meta
);

/// <summary>Persons who were active in exactly so many buckets.</summary>
public sealed record StickinessCount(int Intervals, long Persons);

/// <summary>The compared period; it may have more or fewer buckets.</summary>
public sealed record StickinessPeriod(IReadOnlyList<StickinessCount> Persons, long Total);
