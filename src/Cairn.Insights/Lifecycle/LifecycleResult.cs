using Cairn.Query.Running;

namespace Cairn.Insights.Lifecycle;

/// <summary>Persons by status, bucket after bucket; empty buckets are there, with zeros.</summary>
public sealed record LifecycleResult(IReadOnlyList<LifecycleBucket> Buckets, QueryMeta Meta);

/// <summary>One bucket. New, returning and resurrecting together are its active persons.</summary>
/// <param name="T">When it begins by the calendar, be it before the range.</param>
/// <param name="Dormant">A positive count of persons who are not active.</param>
public sealed record LifecycleBucket(DateTimeOffset T, long New, long Returning, long Resurrecting, long Dormant);
