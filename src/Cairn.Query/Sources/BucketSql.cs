using Cairn.Query.Time;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>Which bucket is a row in? ClickHouse compares instants with edges computed here; it is never asked for a zone's midnight.</summary>
/// <param name="Expression">An integer for every row in the range.</param>
public sealed record BucketSql(Sql Expression, Buckets Buckets)
{
    /// <summary>By division where all buckets are equally long (10 M rows by day: 0.18 s on two cores), else by binary search among the edges (0.21 s).</summary>
    public static BucketSql Of(Buckets buckets) =>
        new(
            buckets.Step is { } step
                ? (Sql)$"toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - {buckets.Edges[0]}, {step}))"
                : $"roundDown(toUnixTimestamp64Milli(timestamp), {(IReadOnlyList<long>)[.. buckets.Edges]})",
            buckets
        );

    /// <summary>The bucket's index, from the expression's value.</summary>
    public int Index(long value) => Buckets.Step is null ? Buckets.IndexOfEdge(value) : (int)value;
}
