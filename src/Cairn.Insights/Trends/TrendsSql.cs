using Cairn.Query.Filters;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Trends;

/// <summary>The reads behind a trends question. Pure.</summary>
internal static class TrendsSql
{
    /// <summary>Rows: (is_total, bucket, label per breakdown, value per series), every bucket and combination of labels that has an event, and one
    /// row per combination for the whole range with is_total 1. One scan: the aggregates of buckets are merged for the total.</summary>
    public static Sql Points(TrendsSpec spec, EventSource source, BucketSql bucket, IReadOnlyList<BreakdownCut> cuts)
    {
        var measures = MeasuresOf(spec, source);
        var labels = Labels(cuts.Count);
        var totals = cuts.Count == 0 ? (Sql)$"()" : $"({Comma(labels)})";
        return $"""
            SELECT grouping(bucket) AS is_total, {Comma([Bucket, .. labels])}, {Values(measures, a => a.Merged)}
            FROM (
            {PerBucket(spec, source, bucket, cuts, measures)}
            )
            GROUP BY GROUPING SETS (({Comma([Bucket, .. labels])}), {totals})
            """;
    }

    /// <summary>Rows as of <see cref="Points"/> without totals: every value is that of everything from the range's start to the bucket's end.</summary>
    public static Sql Cumulative(TrendsSpec spec, EventSource source, BucketSql bucket, IReadOnlyList<BreakdownCut> cuts)
    {
        var measures = MeasuresOf(spec, source);
        var labels = Labels(cuts.Count);
        var partition = cuts.Count == 0 ? Sql.Empty : (Sql)$"PARTITION BY {Comma(labels)} ";
        return $"""
            SELECT 0 AS is_total, {Comma([Bucket, .. labels])}, {Values(measures, a => $"{a.Merged} OVER so_far")}
            FROM (
            {PerBucket(spec, source, bucket, cuts, measures)}
            )
            WINDOW so_far AS ({partition}ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
            """;
    }

    /// <summary>Rows: (value, total per series), the <c>limit</c> largest values by the first series, then the next; ties by the value's bytes.</summary>
    public static Sql Ranking(TrendsSpec spec, EventSource source, Breakdown breakdown)
    {
        var measures = MeasuresOf(spec, source);
        var value = source.Property(breakdown.Property).AsText;
        var order = spec.Series.Select((_, i) => (Sql)$"{ValueAlias(i)} DESC");
        var where = Where(spec, source);
        return $"""
            SELECT assumeNotNull({value}) AS label, {Values(measures, a => a.Final)}
            FROM {source.From}
            WHERE {where} AND {value} IS NOT NULL
            GROUP BY label
            ORDER BY {Comma(order)}, label
            LIMIT {breakdown.Limit}
            """;
    }

    /// <summary>One row: (smallest, largest), both null when no event has a number there.</summary>
    public static Sql Span(TrendsSpec spec, EventSource source, Breakdown breakdown)
    {
        var number = source.Property(breakdown.Property).AsNumber;
        var where = Where(spec, source);
        return $"""
            SELECT min({number}), max({number})
            FROM {source.From}
            WHERE {where}
            """;
    }

    private static readonly Sql _bucket = $"bucket";

    private static Sql Bucket => _bucket;

    /// <summary>Rows: (bucket, labels, partial aggregates).</summary>
    private static Sql PerBucket(
        TrendsSpec spec,
        EventSource source,
        BucketSql bucket,
        IReadOnlyList<BreakdownCut> cuts,
        IReadOnlyList<MeasureSql> measures
    )
    {
        var columns = cuts.Select((cut, i) => (Sql)$"{cut.Label(source)} AS {Labels(cuts.Count)[i]}")
            .Prepend((Sql)$"{bucket.Expression} AS bucket");
        var aggregates = measures.SelectMany(m => m.Aggregates).Select(a => (Sql)$"{a.Partial} AS {a.Alias}");
        var select = Comma(columns.Concat(aggregates));
        var where = Where(spec, source);
        return $"""
            SELECT {select}
            FROM {source.From}
            WHERE {where}
            GROUP BY {Comma([Bucket, .. Labels(cuts.Count)])}
            """;
    }

    /// <summary>Rows that belong to any series.</summary>
    internal static Sql Where(TrendsSpec spec, EventSource source)
    {
        Selector[] selectors = [.. spec.Series.Select(s => s.Selector)];
        List<Sql> conditions = [source.InRange, SelectorSql.AnyByName(selectors)];
        if (spec.Filter is not null)
            conditions.Add(FilterSql.Render(spec.Filter, source));
        if (selectors.Length == 1 && selectors[0].Where is { } only)
            conditions.Add(FilterSql.Render(only, source));
        else if (selectors.Any(s => s.Where is not null))
            conditions.Add($"({Sql.Join(" OR ", selectors.Select(s => (Sql)$"({SelectorSql.Matches(s, source)})"))})");
        return Sql.Join(" AND ", conditions);
    }

    internal static Sql[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => Sql.Identifier($"label_{i + 1}"))];

    internal static Sql Comma(IEnumerable<Sql> pieces) => Sql.Join(", ", pieces);

    private static MeasureSql[] MeasuresOf(TrendsSpec spec, EventSource source) =>
        [
            .. spec.Series.Select(
                (s, i) => MeasureSql.Of(s, i, spec.Series.Count == 1 ? null : SelectorSql.Matches(s.Selector, source), source)
            ),
        ];

    private static Sql Values(IReadOnlyList<MeasureSql> measures, Func<Aggregate, Sql> read) =>
        Comma(measures.Select((m, i) => (Sql)$"toFloat64({m.Value(read)}) AS {ValueAlias(i)}"));

    private static Sql ValueAlias(int index) => Sql.Identifier($"value_{(char)('a' + index)}");
}
