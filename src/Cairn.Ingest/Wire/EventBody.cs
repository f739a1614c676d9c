using System.Text.Json;
using System.Text.Unicode;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Wire;

/// <summary>A body taken apart: one event, an array, <c>{"events":[…]}</c> or NDJSON.</summary>
/// <remarks>Owns the parsed documents: dispose after the events are read.</remarks>
internal sealed class EventBody : IDisposable
{
    public const int MaxEvents = 2000;

    // The document parser's time grows with depth times size, so its depth is bounded; the reader's does not.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };
    private static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = int.MaxValue };

    private readonly HashSet<int> _tooDeep = [];

    private readonly List<JsonDocument> _documents = [];

    private EventBody() { }

    /// <summary>What should be events, in order. Null where a line of NDJSON was no JSON.</summary>
    public List<JsonElement?> Items { get; } = [];

    /// <summary>Whether an item is null because it is nested too deep, not because it is no JSON.</summary>
    public bool IsTooDeep(int index) => _tooDeep.Contains(index);

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
        JsonElement root;
        try
        {
            root = Add(body);
        }
        catch (JsonException)
        {
            // A deep event must not sink its batch; a body that is no JSON fails here too.
            ReadDeepDocument(body);
            return;
        }

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

    private void ReadDeepDocument(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, _anyDepth);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadDeepArray(ref reader, body);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isEvents = reader.ValueTextEquals("events"u8);
                var isField = reader.ValueTextEquals("api_key"u8) || reader.ValueTextEquals("sent_at"u8);
                var start = (int)reader.TokenStartIndex;
                reader.Read();
                if (isEvents && reader.TokenType == JsonTokenType.StartArray && Items.Count == 0)
                {
                    ReadDeepArray(ref reader, body);
                    continue;
                }

                reader.Skip();
                if (isField)
                    ReadEnvelopeField(body[start..(int)reader.BytesConsumed]);
            }

            if (Items.Count == 0 && !IsTooMany)
                AddTooDeep();
        }

        while (reader.Read()) { } // throws at whatever follows
    }

    private void ReadDeepArray(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (Items.Count == MaxEvents)
                IsTooMany = true;
            if (!IsTooMany)
                AddDeep(body[start..(int)reader.BytesConsumed]);
        }
    }

    /// <param name="json">Known to be JSON: it fails only for its depth.</param>
    private void AddDeep(ReadOnlyMemory<byte> json)
    {
        try
        {
            var item = Add(json);
            Items.Add(item);
            if (item.ValueKind == JsonValueKind.Object)
                Key ??= Text(item, "api_key");
        }
        catch (JsonException)
        {
            AddTooDeep();
        }
    }

    private void AddTooDeep()
    {
        _tooDeep.Add(Items.Count);
        Items.Add(null);
    }

    private void ReadEnvelopeField(ReadOnlyMemory<byte> field)
    {
        try
        {
            var envelope = Add((byte[])[(byte)'{', .. field.Span, (byte)'}']);
            Key = Text(envelope, "api_key") ?? Key;
            SentAt = Time(envelope) ?? SentAt;
        }
        catch (JsonException) { } // too deep to be a key or a time
    }

    private static bool IsJson(ReadOnlyMemory<byte> text)
    {
        var reader = new Utf8JsonReader(text.Span, _anyDepth);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
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
                if (IsJson(line))
                {
                    isAnyJson = true;
                    AddTooDeep();
                }
                else
                {
                    Items.Add(null);
                }
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
