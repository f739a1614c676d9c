using Cairn.Insights.EventList;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Export;

/// <summary>The read behind an export of events. Pure.</summary>
internal static class EventExportSql
{
    private static readonly string[] _names =
    [
        "id",
        "event",
        "distinct_id",
        "person_id",
        "timestamp",
        "received_at",
        "session_id",
        "groups",
        "properties",
    ];

    /// <summary>Rows: in the table's order. CSV and Parquet have a column per field, groups and properties as JSON text; NDJSON and JSON one column with the
    /// whole object, in which properties stand exactly as they were received.</summary>
    public static Sql Select(EventListSpec spec, EventSource source, ExportFormat format)
    {
        List<Sql> conditions = [source.InRange];
        if (spec.Event is { } name)
            conditions.Add($"event = {name}");
        if (spec.DistinctId is { } distinctId)
            conditions.Add($"distinct_id IN {source.StoredIds(distinctId)}");
        if (spec.Filter is { } filter)
            conditions.Add(FilterSql.Render(filter, source));
        var where = Sql.Join(" AND ", conditions);
        if (format != ExportFormat.Csv && format != ExportFormat.Parquet)
            return $"SELECT {Line(source)} FROM {source.From} WHERE {where}";
        // Named outside: inside, a column's written form would stand in for the column in the conditions.
        var names = Sql.Join(", ", _names.Select(column => (Sql)$"{Sql.Identifier("_" + column)} AS {Sql.Identifier(column)}"));
        return $"SELECT {names} FROM (SELECT {Columns(source, format)} FROM {source.From} WHERE {where})";
    }

    public static string SettingsOf(ExportFormat format)
    {
        var settings = "&date_time_output_format=iso&max_threads=2&output_format_parquet_string_as_string=1";
        // The whole is a list: [ line, line … ].
        return format != ExportFormat.Json
            ? settings
            : settings
                + "&format_custom_escaping_rule=Raw&format_custom_result_before_delimiter="
                + Uri.EscapeDataString("[\n")
                + "&format_custom_row_before_delimiter=&format_custom_row_after_delimiter=&format_custom_field_delimiter="
                + "&format_custom_row_between_delimiter="
                + Uri.EscapeDataString(",\n")
                + "&format_custom_result_after_delimiter="
                + Uri.EscapeDataString("\n]\n");
    }

    private static Sql Columns(EventSource source, ExportFormat format)
    {
        var isCsv = format == ExportFormat.Csv;
        return $"""
            toString(event_id) AS _id, {Text($"toString(event)")} AS _event, {Text(
                $"distinct_id"
            )} AS _distinct_id, toString({source.Person}) AS _person_id, timestamp AS _timestamp, received_at AS _received_at,
            {Text($"session_id")} AS _session_id, toJSONString(groups) AS _groups, properties_json AS _properties
            """;

        // A spreadsheet would take these for formulas.
        Sql Text(Sql text) => isCsv ? (Sql)$"if(match({text}, '^[=+@\\t\\r-]'), concat('''', {text}), {text})" : text;
    }

    private static Sql Line(EventSource source) =>
        $$"""
            concat('{"id":"', toString(event_id), '","event":', toJSONString(toString(event)), ',"distinct_id":', toJSONString(distinct_id),
                ',"person_id":"', toString({{source.Person}}), '","timestamp":"', replaceOne(toString(timestamp), ' ', 'T'), 'Z","received_at":"',
                replaceOne(toString(received_at), ' ', 'T'), 'Z",', if(session_id = '', '', concat('"session_id":', toJSONString(session_id), ',')),
                '"groups":', toJSONString(groups), ',"properties":', properties_json, '}') AS line
            """;
}
