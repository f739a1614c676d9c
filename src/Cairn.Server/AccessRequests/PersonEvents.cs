using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Encryption;
using Cairn.Store.ClickHouse;

namespace Cairn.Server.AccessRequests;

/// <summary>An event of the archive.</summary>
internal sealed record ArchivedEvent(
    Guid Id,
    string Event,
    string DistinctId,
    DateTimeOffset Timestamp,
    DateTimeOffset ReceivedAt,
    string? SessionId,
    JsonElement Groups,
    JsonElement Properties
);

/// <summary>All events of a person in the order of their acknowledgement, decrypted, a page in memory at a time.</summary>
internal sealed class PersonEvents(ClickHouseClient client, OpenValues open)
{
    private const int PageEvents = 2_000;
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(5), 1_000_000_000, PageEvents + 1);

    public async IAsyncEnumerable<ArchivedEvent> ReadAsync(
        ProjectId project,
        IReadOnlyList<string> distinctIds,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = 0ul;
        while (true)
        {
            var rows = await client.QueryAsync(
                $"""
                SELECT event_id, event, distinct_id, timestamp, received_at, session_id, groups, properties_json, sequence
                FROM events
                WHERE project_id = {project} AND distinct_id IN {distinctIds} AND sequence > {after}
                ORDER BY sequence LIMIT {PageEvents}
                """,
                _limits,
                cancellationToken
            );
            var page = rows.Select(Read).ToList();
            var keys = await open.FindKeysAsync(project, page.SelectMany(e => OpenValues.Keys(e.Properties)), cancellationToken);
            foreach (var e in page)
                yield return e with
                {
                    Properties = OpenValues.Open(project, e.Properties, keys),
                };
            if (rows.Count < PageEvents)
                yield break;
            after = rows[rows.Count - 1].UInt64(8);
        }
    }

    private static ArchivedEvent Read(Row row)
    {
        using var properties = JsonDocument.Parse(row.String(7));
        return new ArchivedEvent(
            row.Guid(0),
            row.String(1),
            row.String(2),
            row.Time(3),
            row.Time(4),
            row.String(5) is { Length: > 0 } session ? session : null,
            row[6].Clone(),
            properties.RootElement.Clone()
        );
    }
}
