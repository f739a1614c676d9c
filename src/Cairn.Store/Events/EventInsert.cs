using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Events;

/// <summary>Writes rows of <c>events</c>.</summary>
public sealed class EventInsert(ClickHouseClient client)
{
    /// <summary>Names every insert of events, so that one left over by a broken connection can be found and ended.</summary>
    public const string QueryIdPrefix = "cairn-events-";

    private readonly TypedProperties _typed = new();

    /// <summary>One insert; on disk when it returns. Atomic per month of timestamps, not as a whole. For one caller at a time.</summary>
    /// <param name="personOf">Resolves the person of an event as known now.</param>
    public async Task RunAsync(IReadOnlyList<SequencedEvent> batch, Func<Event, PersonId> personOf, CancellationToken cancellationToken)
    {
        var block = Encode(batch, personOf);
        await client.InsertNativeAsync("events", block, QueryIdPrefix + Guid.CreateVersion7().ToString("N"), cancellationToken);
    }

    private ReadOnlyMemory<byte> Encode(IReadOnlyList<SequencedEvent> batch, Func<Event, PersonId> personOf)
    {
        var block = new NativeBlock();
        var project = block.Add("project_id", "UInt32");
        var name = block.Add("event", "String");
        var timestamp = block.Add("timestamp", "DateTime64(3, 'UTC')");
        var person = block.Add("person_id", "UInt64");
        var distinctId = block.Add("distinct_id", "String");
        var session = block.Add("session_id", "String");
        var id = block.Add("event_id", "UUID");
        var received = block.Add("received_at", "DateTime64(3, 'UTC')");
        var sequence = block.Add("sequence", "UInt64");
        var groups = block.Add("groups", "Map(String, String)");
        // Sent as the table's own type: a String would be converted without the settings that keep dates texts.
        var properties = block.Add("properties", "JSON(max_dynamic_types=4, max_dynamic_paths=256)");
        properties.BeginJsonTexts();
        var json = block.Add("properties_json", "String");
        foreach (var (at, e) in batch)
        {
            project.UInt32(e.Project.Value);
            name.Text(e.Name);
            timestamp.Time(e.Timestamp);
            person.UInt64(personOf(e).Value);
            distinctId.Text(e.DistinctId);
            session.Text(e.SessionId);
            id.Guid(e.Id);
            received.Time(e.ReceivedAt);
            sequence.UInt64(at);
            groups.Map([.. e.Groups.Select(g => KeyValuePair.Create(g.Type, g.Key))]);
            properties.Text(_typed.Derive(e.Properties.Span));
            json.Text(e.Properties.Span);
        }

        return block.ToBytes(batch.Count);
    }
}
