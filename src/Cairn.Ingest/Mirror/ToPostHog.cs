using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Mirror;

/// <summary>Accepted events in PostHog's words, as its <c>/batch/</c> takes them: as stored, so after redaction, without what is encrypted.</summary>
internal static class ToPostHog
{
    private static readonly JsonWriterOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Batch(IEnumerable<Event> events, string key)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, _relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("api_key", key);
            writer.WriteStartArray("batch");
            foreach (var e in events)
                Write(writer, e);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Event e)
    {
        using var properties = JsonDocument.Parse(e.Properties, new JsonDocumentOptions { MaxDepth = 128 });
        writer.WriteStartObject();
        writer.WriteString("event", NameOf(e, properties.RootElement));
        writer.WriteString("uuid", e.Id);
        writer.WriteString("distinct_id", e.DistinctId);
        writer.WriteString("timestamp", e.Timestamp.UtcDateTime);
        writer.WriteStartObject("properties");
        Members(writer, properties.RootElement);
        if (e.Name is EventNames.Alias && !properties.RootElement.TryGetProperty("distinct_id", out _))
            writer.WriteString("distinct_id", e.DistinctId);
        // PostHog wants UUIDs here and drops events with anything else.
        if (Guid.TryParse(e.SessionId, out _))
            writer.WriteString("$session_id", e.SessionId);
        // The request comes from this server: its address says nothing of where the person is.
        if (!properties.RootElement.TryGetProperty("$geoip_disable", out _))
            writer.WriteBoolean("$geoip_disable", value: true);
        if (e.Groups.Count > 0)
        {
            writer.WriteStartObject("$groups");
            foreach (var (type, group) in e.Groups.DistinctBy(g => g.Type))
                writer.WriteString(type, group);
            writer.WriteEndObject();
        }

        Set(writer, e.Set);
        Object(writer, "$set_once", e.SetOnce);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string NameOf(Event e, JsonElement properties) =>
        e.Name switch
        {
            EventNames.Alias => properties.TryGetProperty("$source_event", out var source)
            && source.ValueKind is JsonValueKind.String
            && source.ValueEquals("$merge_dangerously")
                ? "$merge_dangerously"
                : "$create_alias",
            EventNames.Group => "$groupidentify",
            _ => e.Name,
        };

    /// <summary>A property that is taken away stands as null here, and in a list of its own there.</summary>
    private static void Set(Utf8JsonWriter writer, ReadOnlyMemory<byte> json)
    {
        Object(writer, "$set", json);
        if (json.IsEmpty)
            return;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        var gone = document.RootElement.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.Null).Select(m => m.Name).ToList();
        if (gone.Count == 0)
            return;
        writer.WriteStartArray("$unset");
        foreach (var name in gone)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    private static void Object(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        writer.WriteStartObject(name);
        Members(writer, document.RootElement, withNulls: false);
        writer.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter writer, JsonElement json, bool withNulls = true)
    {
        foreach (var member in json.EnumerateObject())
            if (
                member.Name is not "$source_event" and not "$session_id" and not "$groups"
                && !IsSealed(member.Value)
                && (withNulls || (member.Value.ValueKind is not JsonValueKind.Null && !PropertyChange.Is(member.Value)))
            )
                member.WriteTo(writer);
    }

    private static bool IsSealed(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && SealedValue.KeyOf(value.GetString()) is not null;
}
