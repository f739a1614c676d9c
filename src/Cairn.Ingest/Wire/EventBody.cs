using System.Text.Json;
using System.Text.Unicode;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Wire;

/// <summary>A body taken apart: one event, an array, <c>{"events":[…]}</c> or NDJSON.</summary>
/// <remarks>Owns the parsed documents: dispose after the events are read.</remarks>
internal sealed class EventBody : IDisposable
{
    public const int MaxEvents = 2000;

    // Depth is judged per event; a deep one must not sink its batch here. The parser does not recurse, and the body's size bounds it.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = int.MaxValue };

    private readonly List<JsonDocument> _documents = [];

    private EventBody() { }

    /// <summary>What should be events, in order. Null where a line of NDJSON was no JSON.</summary>
    public List<JsonElement?> Items { get; } = [];

    /// <summary>"api_key" of the envelope or of the first event that has one.</summary>
    public string? Key { get; private set; }

    /// <summary>"sent_at" of the envelope, for all its events; an event's own is the event's business.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    public bool IsTooMany { get; private set; }

    /// <exception cref="JsonException">The body is no JSON; the message says where.</exception>
    public static EventBody Parse(ReadOnlyMemory<byte> body, bool isLines)
    {
        var parsed = new EventBody();
        try
        {
            // A byte order mark is no JSON but some clients' habit.
            if (body.Span.StartsWith("\uFEFF"u8))
                body = body[3..];
            if (isLines)
                parsed.ReadLines(body);
            else
                parsed.ReadDocument(body);
            return parsed;
        }
        catch
        {
            parsed.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var document in _documents)
            document.Dispose();
    }

    private void ReadDocument(ReadOnlyMemory<byte> body)
    {
        var root = Add(body);
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                ReadArray(root);
                break;
            case JsonValueKind.Object:
                ReadEnvelope(root);
                if (
                    !root.TryGetProperty("event", out _)
                    && root.TryGetProperty("events", out var events)
                    && events.ValueKind == JsonValueKind.Array
                )
                    ReadArray(events);
                else
                    Items.Add(root);
                break;
            default:
                throw new JsonException("The body must be an event, an array of events or {\"events\": […]}.");
        }
    }

    private void ReadArray(JsonElement events)
    {
        if (events.GetArrayLength() > MaxEvents)
        {
            IsTooMany = true;
            return;
        }

        foreach (var item in events.EnumerateArray())
        {
            Items.Add(item);
            if (Key is null && item.ValueKind == JsonValueKind.Object)
                Key = Text(item, "api_key");
        }
    }

    private void ReadLines(ReadOnlyMemory<byte> body)
    {
        JsonException? firstFault = null;
        var isAnyJson = false;
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            if (Items.Count == MaxEvents)
            {
                IsTooMany = true;
                return;
            }

            try
            {
                var item = Add(line);
                isAnyJson = true;
                Items.Add(item);
                if (item.ValueKind == JsonValueKind.Object)
                {
                    Key ??= Text(item, "api_key");
                }
            }
            catch (JsonException e)
            {
                firstFault ??= e;
                Items.Add(null);
            }
        }

        if (!isAnyJson)
            throw firstFault ?? new JsonException("The body is empty.");
    }

    private void ReadEnvelope(JsonElement root)
    {
        Key = Text(root, "api_key");
        SentAt = Time(root);
    }

    private JsonElement Add(ReadOnlyMemory<byte> json)
    {
        var document = JsonDocument.Parse(json, _options);
        _documents.Add(document);
        return document.RootElement;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && Utf8.IsValid(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value))
            ? FieldSteps.Text(value)
            : null;

    private static DateTimeOffset? Time(JsonElement json) => json.TryGetProperty("sent_at", out var value) ? TimeSteps.Parse(value) : null;
}
