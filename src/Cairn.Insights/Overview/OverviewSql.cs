using Cairn.Events;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Overview;

/// <summary>The reads behind the overview. Pure.</summary>
internal static class OverviewSql
{
    public const int Top = 10;

    /// <summary>One row: per span (persons, events, sessions named by clients, pageviews).</summary>
    public static Sql Numbers(EventSource source, IReadOnlyList<TimeRange> spans)
    {
        var columns = spans.Select(span =>
        {
            Sql inside = $"timestamp >= {span.Start} AND timestamp < {span.End}";
            return (Sql)
                $"""
                    uniqExactIf({source.Person}, {inside}), countIf({inside}),
                        uniqExactIf(({source.Person}, session_id), session_id != '' AND {inside}), countIf(event = {EventNames.PageView} AND {inside})
                    """;
        });
        return $"""
            SELECT {Sql.Join(",\n    ", columns)}
            FROM events
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            """;
    }

    /// <summary>One row: per span, sessions of events without a client's session id. Inside a span a session begins wherever the event before it in the span
    /// is 30 minutes away or absent, so one pass over each person's times answers for all spans.</summary>
    public static Sql DerivedSessions(EventSource source, IReadOnlyList<TimeRange> spans)
    {
        var columns = spans.Select(span =>
        {
            var (start, end) = (span.Start.ToUnixTimeMilliseconds(), span.End.ToUnixTimeMilliseconds());
            return (Sql)
                $"sum(arrayCount((t, before) -> t >= {start} AND t < {end} AND (before < {start} OR t - before >= {SessionsSql.GapMs}), times, befores))";
        });
        return $"""
            SELECT {Sql.Join(",\n    ", columns)}
            FROM (
                SELECT arraySort(groupArray(toUnixTimestamp64Milli(timestamp))) AS times, arrayPushFront(arrayPopBack(times), toInt64(0)) AS befores
                FROM events
                WHERE {source.InRange} AND session_id = '' AND {SelectorSql.IsBehaviour}
                GROUP BY {source.Person}
            )
            """;
    }

    /// <summary>Rows: (bucket, persons, events), only buckets with events.</summary>
    public static Sql Series(EventSource source, BucketSql bucket) =>
        $"""
            SELECT {bucket.Expression} AS bucket, uniqExact({source.Person}), count()
            FROM events
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            GROUP BY bucket
            """;

    /// <summary>Rows: (event, count, persons), the largest first.</summary>
    public static Sql TopEvents(EventSource source) =>
        $"""
            SELECT event, count() AS events, uniqExact({source.Person})
            FROM events
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
            GROUP BY event
            ORDER BY events DESC, event
            LIMIT {Top}
            """;

    /// <summary>Rows: (list 1..5, name, count), the largest of each list first: pages, referrers, countries, devices, browsers.</summary>
    public static Sql TopLists(EventSource source)
    {
        Sql isPage = $"event = {EventNames.PageView}";
        // A click from one page of the site to the next is no arrival; the referring domain stands without its www.
        Sql host = $"lower(ifNull({Text("$host")}, ''))";
        Sql isInternal = $"ifNull({host} IN ({Text("$referring_domain")}, concat('www.', {Text("$referring_domain")})), 0)";
        return $"""
            SELECT entry.1 AS list, entry.2 AS name, count() AS events
            FROM events
            ARRAY JOIN [
                (1, if({isPage}, coalesce(nullIf({Text("$pathname")}, ''), path({SessionsSql.Url})), NULL)),
                (2, if({isPage} AND NOT {isInternal}, {Text("$referring_domain")}, NULL)),
                (3, {Text("$country")}), (4, {Text("$device_type")}), (5, {Text("$browser")})
            ] AS entry
            WHERE {source.InRange} AND {SelectorSql.IsBehaviour} AND ifNull(name, '') != ''
            GROUP BY list, name
            ORDER BY list, events DESC, name
            LIMIT {Top} BY list
            """;

        static Sql Text(string name) => $"{Sql.JsonPath("properties", name)}.:String";
    }
}
