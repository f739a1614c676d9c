using System.Text.Json;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.EventList;

/// <summary>Reads of stored events. Pure.</summary>
internal static class EventListSql
{
    private static Sql Columns(Sql person) =>
        $"event_id, event, distinct_id, {person} AS person, timestamp, received_at, session_id, groups, properties_json, sequence";

    /// <summary>Rows: the columns of <see cref="Read"/>, newest first.</summary>
    public static Sql Page(EventListSpec spec, EventSource source, int limit)
    {
        List<Sql> conditions = [source.InRange];
        if (spec.Event is { } name)
            conditions.Add($"event = {name}");
        if (spec.DistinctId is { } distinctId)
            conditions.Add($"distinct_id IN {source.StoredIds(distinctId)}");
        if (spec.After is { } after)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(after.TimestampMs);
            conditions.Add($"(timestamp < {at} OR (timestamp = {at} AND sequence < {after.Sequence}))");
        }

        if (spec.Filter is { } filter)
            conditions.Add(FilterSql.Render(filter, source));
        return $"""
            SELECT {Columns(source.Person)}
            FROM {source.From}
            WHERE {Sql.Join(" AND ", conditions)}
            ORDER BY timestamp DESC, sequence DESC
            LIMIT {limit}
            """;
    }

    /// <summary>Rows: as of <see cref="Page"/>, at most one. The id's bloom filter leaves few granules to read.</summary>
    public static Sql One(EventSource source, Guid id) =>
        $"""
            SELECT {Columns(source.Person)}
            FROM events
            WHERE {source.Visible} AND event_id = {id}
            ORDER BY sequence DESC
            LIMIT 1
            """;

    /// <summary>Rows: as of <see cref="Page"/>, newest first, those of the given sequences.</summary>
    public static Sql Of(EventSource source, IReadOnlyList<ulong> sequences) =>
        $"""
            SELECT {Columns(source.Person)}
            FROM events
            WHERE {source.InRange} AND sequence IN {sequences}
            ORDER BY timestamp DESC, sequence DESC
            """;

    public static EventItem Read(Row row)
    {
        using var properties = JsonDocument.Parse(row.String(8));
        return new EventItem(
            row.Guid(0),
            row.String(1),
            row.String(2),
            row.UInt64(3).ToString(),
            row.Time(4),
            row.Time(5),
            row.String(6) is { Length: > 0 } session ? session : null,
            row[7].Clone(),
            properties.RootElement.Clone()
        )
        {
            Cursor = new EventCursor(row.Time(4).ToUnixTimeMilliseconds(), row.UInt64(9)),
        };
    }
}
