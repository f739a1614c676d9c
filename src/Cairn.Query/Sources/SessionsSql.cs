using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>Sessions over a range. An event with a client's session id belongs to session (person, session id). The person's other behaviour events
/// form runs with gaps under 30 minutes; a gap of exactly 30 minutes begins a new one. A run is known by when it begins inside the range.</summary>
public static class SessionsSql
{
    public const long GapMs = 30 * 60 * 1000;

    /// <summary>The session's key in a row of events joined with <see cref="Starts"/>: (person, client's session id or '', start or 0).</summary>
    public static Sql Key(EventSource source) => $"({source.Person}, session_id, session_from)";

    /// <summary>Whether the row belongs to a session at all: what is no behaviour belongs only to one that its client named.</summary>
    public static Sql HasSession => $"(session_id != '' OR {SelectorSql.IsBehaviour})";

    /// <summary>Rows: (session_person, session_key '', session_from Int64 in Unix milliseconds), one per run without a client's session id.
    /// Eight bytes of memory per event: far less than a window function, which sorts whole rows.</summary>
    public static Sql Starts(EventSource source) =>
        $"""
            SELECT session_person, '' AS session_key, session_from
            FROM (
                SELECT {source.Person} AS session_person, arraySort(groupArray(toUnixTimestamp64Milli(timestamp))) AS times
                FROM events
                WHERE {source.InRange} AND session_id = '' AND {SelectorSql.IsBehaviour}
                GROUP BY session_person
            )
            ARRAY JOIN arrayFilter((t, i) -> i = 1 OR t - times[i - 1] >= {GapMs}, times, arrayEnumerate(times)) AS session_from
            """;

    /// <summary>The join that gives every row its session_from; 0 for a client's own session.</summary>
    public static Sql StartsJoin(EventSource source) =>
        $"""
            ASOF LEFT JOIN (
            {Starts(source)}
            ) AS session_starts
            ON {source.Person} = session_starts.session_person AND session_id = session_starts.session_key
                AND toUnixTimestamp64Milli(timestamp) >= session_starts.session_from
            """;

    /// <summary>The join that gives every row the properties of its session, computed over the session's behaviour events in the range;
    /// session_events is 0 where there are none.</summary>
    public static Sql PropertiesJoin(EventSource source) =>
        $"""
            LEFT ANY JOIN (
                SELECT {source.Person} AS known_person, session_id AS known_key, session_from AS known_from,
                    count() AS session_events, countIf(event = {EventNames.PageView}) AS session_pageviews,
                    toUnixTimestamp64Milli(min(timestamp)) AS session_start, toUnixTimestamp64Milli(max(timestamp)) AS session_end,
                    argMinIf({Url}, (timestamp, sequence), {Url} IS NOT NULL) AS session_entry,
                    argMaxIf({Url}, (timestamp, sequence), {Url} IS NOT NULL) AS session_exit
                FROM events
                {StartsJoin(source)}
                WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
                GROUP BY known_person, known_key, known_from
            ) AS session_properties
            ON {source.Person} = session_properties.known_person AND session_id = session_properties.known_key
                AND session_from = session_properties.known_from
            """;

    /// <summary>Where the event happened: its <c>url</c>, else its <c>$current_url</c>; NULL when it has neither or they are empty.</summary>
    public static Sql Url => $"coalesce(nullIf({Path("url")}, ''), nullIf({Path("$current_url")}, ''))";

    private static Sql Path(string name) => $"{Sql.JsonPath("properties", name)}.:String";
}
