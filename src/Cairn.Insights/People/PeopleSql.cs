using Cairn.Events;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.People;

/// <summary>The reads about persons. Pure.</summary>
internal static class PeopleSql
{
    /// <summary>Rows: (person, last), the latest seen first. The source reaches to the latest event, so last is the person's latest.</summary>
    public static Sql Page(PeopleSpec spec, EventSource source, int limit)
    {
        Sql search = spec.Search is { } text ? Found(text, source) : (Sql)$"1";
        Sql after = spec.After is { } cursor
            ? $"(last, person) < (fromUnixTimestamp64Milli({cursor.TimestampMs}, 'UTC'), {cursor.Sequence})"
            : (Sql)$"1";
        return $"""
            SELECT {source.Person} AS person, max(timestamp) AS last
            FROM events
            WHERE {source.InRange} AND {search}
            GROUP BY person
            HAVING {after}
            ORDER BY last DESC, person DESC
            LIMIT {limit}
            """;
    }

    /// <summary>Rows: (person, distinct ids, first, last, events).</summary>
    public static Sql Describe(EventSource source, IReadOnlyList<ulong> persons) =>
        $"""
            SELECT {source.Person} AS person, arraySlice(arraySort(groupUniqArray(distinct_id)), 1, 10), min(timestamp), max(timestamp), count()
            FROM events
            WHERE {source.InRange} AND person IN {persons}
            GROUP BY person
            """;

    /// <summary>Rows: (person, name, kind, text, number), current values.</summary>
    public static Sql Properties(EventSource source, IReadOnlyList<ulong> persons) =>
        $"""
            SELECT {source.Persons.PersonOfOwnId(source.Project)} AS owner, toString(name) AS property,
                argMax((toString(kind), text, number), (mode, version)) AS value
            FROM person_properties
            WHERE project_id = {source.Project} AND owner IN {persons}
            GROUP BY owner, property
            HAVING value.1 != 'none'
            ORDER BY owner, property
            """;

    /// <summary>One row: (events, pageviews, first, last, client's sessions, runs, distinct ids).</summary>
    public static Sql Profile(EventSource source, PersonId person) =>
        $"""
            SELECT count(), countIf(event = {EventNames.PageView}), min(timestamp), max(timestamp),
                uniqExactIf(session_id, session_id != '' AND {SelectorSql.IsBehaviour}),
                arraySort(groupArrayIf(toUnixTimestamp64Milli(timestamp), session_id = '' AND {SelectorSql.IsBehaviour})) AS times,
                if(empty(times), 0, 1 + arrayCount(gap -> gap >= {SessionsSql.GapMs}, arrayPopFront(arrayDifference(times)))),
                uniqExact(distinct_id)
            FROM events
            WHERE {source.InRange} AND {source.Person} = {person}
            """;

    /// <summary>Rows: (distinct_id), the first seen first.</summary>
    public static Sql DistinctIds(EventSource source, PersonId person) =>
        $"""
            SELECT distinct_id
            FROM events
            WHERE {source.InRange} AND {source.Person} = {person}
            GROUP BY distinct_id
            ORDER BY min(timestamp), distinct_id
            LIMIT 1000
            """;

    /// <summary>Rows: (event, count), the most frequent first.</summary>
    public static Sql TopEvents(EventSource source, PersonId person) =>
        $"""
            SELECT event, count() AS events
            FROM events
            WHERE {source.InRange} AND {source.Person} = {person} AND {SelectorSql.IsBehaviour}
            GROUP BY event
            ORDER BY events DESC, event
            LIMIT 20
            """;

    /// <summary>Rows: (at in Unix milliseconds, sequence, session_id, is behaviour), the newest first.</summary>
    public static Sql Timeline(EventSource source, PersonId person, int limit) =>
        $"""
            SELECT toUnixTimestamp64Milli(timestamp), sequence, session_id, {SelectorSql.IsBehaviour}
            FROM events
            WHERE {source.InRange} AND {source.Person} = {person}
            ORDER BY timestamp DESC, sequence DESC
            LIMIT {limit}
            """;

    /// <summary>Rows: (person), of those given who have an event, the latest seen first.</summary>
    public static Sql LatestFirst(EventSource source, IReadOnlyList<ulong> persons) =>
        $"""
            SELECT {source.Person} AS person
            FROM events
            WHERE {source.InRange} AND person IN {persons}
            GROUP BY person
            ORDER BY max(timestamp) DESC, person
            """;

    /// <summary>Persons with the text in a distinct id (or as one that is stored hashed) or in the current value of a text property.</summary>
    private static Sql Found(string text, EventSource source) =>
        $"""
            ({source.Person} IN (
                SELECT {source.Person} FROM events WHERE project_id = {source.OfEverybody} 
                    AND (position(lowerUTF8(distinct_id), lowerUTF8({text})) > 0 OR distinct_id IN {source.StoredIds(text)})
            ) OR {source.Person} IN (
                SELECT owner FROM (
                    SELECT {source.Persons.PersonOfOwnId(source.Project)} AS owner, name, argMax((kind, text), (mode, version)) AS value
                    FROM person_properties
                    WHERE project_id = {source.OfEverybody}
                    GROUP BY owner, name
                )
                WHERE value.1 = 'string' AND position(lowerUTF8(value.2), lowerUTF8({text})) > 0
            ))
            """;
}
