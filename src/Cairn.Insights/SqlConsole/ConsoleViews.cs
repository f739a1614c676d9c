using Cairn.Events;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Insights.SqlConsole;

/// <summary>What an SQL query sees of a project. Pure.</summary>
internal static class ConsoleViews
{
    /// <summary>Times in ISO 8601; a bare JSON path can be grouped and ordered by; person and group properties read as the events' are: numbers Float64, no guessed dates.</summary>
    public const string Settings =
        "&date_time_output_format=iso&allow_suspicious_types_in_group_by=1&allow_suspicious_types_in_order_by=1"
        + "&input_format_try_infer_dates=0&input_format_try_infer_datetimes=0&type_json_skip_duplicated_paths=1&max_result_bytes=33554432"
        + "&output_format_json_quote_decimals=0&log_queries=0";

    /// <param name="all">A range that holds every event.</param>
    public static IReadOnlyList<(string Name, Sql Select)> Of(ProjectContext project, TimeRange all, PersonResolution persons) =>
        [
            ("events", Events(project.Id, persons)),
            ("persons", Persons(project.Id, persons)),
            ("sessions", Sessions(new EventSource(project, all, persons))),
            ("groups", Groups(project.Id)),
        ];

    /// <summary>Rows: one per event.</summary>
    private static Sql Events(ProjectId project, PersonResolution persons) =>
        $"""
            SELECT event_id, event, distinct_id, {persons.PersonOfEvent(project)} AS person_id, timestamp, received_at,
                nullIf(session_id, '') AS session_id, properties, groups
            FROM events
            WHERE project_id = {project}
            """;

    /// <summary>Rows: one per person that has an event.</summary>
    private static Sql Persons(ProjectId project, PersonResolution persons) =>
        $$"""
            SELECT person_id, distinct_ids, CAST(if(json = '', '{}', json), 'JSON') AS properties, first_seen, last_seen
            FROM (
                SELECT {{persons.PersonOfEvent(project)}} AS person_id, arraySort(groupUniqArray(distinct_id)) AS distinct_ids,
                    min(timestamp) AS first_seen, max(timestamp) AS last_seen
                FROM events
                WHERE project_id = {{project}}
                GROUP BY person_id
            ) AS seen
            LEFT ANY JOIN (
                SELECT owner, {{JsonOf}} AS json
                FROM (
                    SELECT {{persons.PersonOfOwnId(project)}} AS owner, name, argMax((kind, text, number), (mode, version)) AS value
                    FROM person_properties
                    WHERE project_id = {{project}}
                    GROUP BY owner, name
                    HAVING value.1 != 'none'
                )
                GROUP BY owner
            ) AS known ON person_id = owner
            """;

    /// <summary>Rows: one per session with a behaviour event. The id is the client's, else made of person and start.</summary>
    private static Sql Sessions(EventSource source) =>
        $"""
            SELECT if(named != '', named, concat(toString(person_id), '-', toString(began))) AS session_id, person_id, started_at, ended_at,
                dateDiff('millisecond', started_at, ended_at) / 1000 AS duration, events, pageviews, entry_url, exit_url
            FROM (
                SELECT {source.Person} AS person_id, session_id AS named, session_from AS began,
                    min(timestamp) AS started_at, max(timestamp) AS ended_at, count() AS events, countIf(event = {EventNames.PageView}) AS pageviews,
                    argMinIf({SessionsSql.Url}, (timestamp, sequence), {SessionsSql.Url} IS NOT NULL) AS entry_url,
                    argMaxIf({SessionsSql.Url}, (timestamp, sequence), {SessionsSql.Url} IS NOT NULL) AS exit_url
                FROM events
                {SessionsSql.StartsJoin(source)}
                WHERE {source.InRange} AND {SelectorSql.IsBehaviour}
                GROUP BY person_id, named, began
            )
            """;

    /// <summary>Rows: one per group that an event names or that has properties.</summary>
    private static Sql Groups(ProjectId project) =>
        $$"""
            SELECT group_type, group_key, CAST(if(json = '', '{}', json), 'JSON') AS properties, first_seen, last_seen
            FROM (
                SELECT group_type, group_key, min(first) AS first_seen, max(last) AS last_seen
                FROM (
                    SELECT toString(pair.1) AS group_type, pair.2 AS group_key, first, last
                    FROM (
                        SELECT groups, min(timestamp) AS first, max(timestamp) AS last
                        FROM events
                        WHERE project_id = {{project}} AND notEmpty(groups)
                        GROUP BY groups
                    )
                    ARRAY JOIN CAST(groups, 'Array(Tuple(String, String))') AS pair
                    UNION ALL
                    SELECT toString(group_type), group_key, min(updated_at), max(updated_at)
                    FROM group_properties
                    WHERE project_id = {{project}} AND group_key != ''
                    GROUP BY group_type, group_key
                )
                GROUP BY group_type, group_key
            ) AS seen
            LEFT ANY JOIN (
                SELECT owner_type, owner_key, {{JsonOf}} AS json
                FROM (
                    SELECT toString(group_type) AS owner_type, group_key AS owner_key, name, argMax((kind, text, number), version) AS value
                    FROM group_properties
                    WHERE project_id = {{project}}
                    GROUP BY owner_type, owner_key, name
                )
                GROUP BY owner_type, owner_key
            ) AS known ON group_type = owner_type AND group_key = owner_key
            """;

    /// <summary>One JSON object of many (name, value): names without empty pieces, every number so written that ClickHouse reads a Float64, lists and objects as
    /// their text, as in the events' properties.</summary>
    private static Sql JsonOf =>
        $$"""
            concat('{', arrayStringConcat(groupArray(concat(
                toJSONString(arrayStringConcat(arrayMap(piece -> if(piece = '', '_', piece), splitByChar('.', toString(name))), '.')), ':',
                multiIf(value.1 = 'bool', if(value.2 = 'true' OR value.3 = 1, 'true', 'false'),
                    value.1 = 'number', if(match(toString(value.3), '[.e]'), toString(value.3), concat(toString(value.3), '.0')),
                    toJSONString(value.2))
            )), ','), '}')
            """;
}
