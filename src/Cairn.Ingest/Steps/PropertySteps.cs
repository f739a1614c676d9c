using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cairn.Ingest.Steps;

/// <summary>properties, set and set_once: checked and brought into one form.</summary>
internal static class PropertySteps
{
    public static Rejection? ReadProperties(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("properties", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return new(DropReason.InvalidProperties, "properties must be an object.");
        return e.Properties.AddAll(JsonMarshal.GetRawUtf8Value(value)) is { } fault
            ? new(DropReason.InvalidProperties, "properties " + fault)
            : null;
    }

    /// <summary>Fields of the event that are none of ours are kept among the properties, unless a property of that name is there.</summary>
    public static Rejection? KeepUnknownFields(IncomingEvent e)
    {
        JsonElement properties = default;
        foreach (var field in e.Json.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(field);
            if (IsOurs(name))
                continue;
            if (
                properties.ValueKind == JsonValueKind.Undefined
                && e.Json.TryGetProperty("properties", out properties)
                && properties.ValueKind != JsonValueKind.Object
            )
                properties = default;
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out _))
                continue;
            byte[] json = [.. "{\""u8, .. name, .. "\":"u8, .. JsonMarshal.GetRawUtf8Value(field.Value), (byte)'}'];
            if (e.Properties.AddAll(json) is { } fault)
                return new(DropReason.InvalidProperties, "A field of the event " + fault);
        }

        return null;
    }

    private static bool IsOurs(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 => name.SequenceEqual("id"u8),
            3 => name.SequenceEqual("set"u8),
            5 => name.SequenceEqual("event"u8),
            6 => name.SequenceEqual("groups"u8),
            7 => name.SequenceEqual("api_key"u8) || name.SequenceEqual("sent_at"u8),
            8 => name.SequenceEqual("set_once"u8),
            9 => name.SequenceEqual("timestamp"u8),
            10 => name.SequenceEqual("session_id"u8) || name.SequenceEqual("properties"u8),
            11 => name.SequenceEqual("distinct_id"u8),
            _ => false,
        };

    public static Rejection? ReadPersonProperties(IncomingEvent e)
    {
        if (Read(e.Json, "set", out var set) is { } setFault)
            return setFault;
        if (Read(e.Json, "set_once", out var setOnce) is { } setOnceFault)
            return setOnceFault;
        e.Set = set;
        e.SetOnce = setOnce;
        return null;
    }

    private static Rejection? Read(JsonElement json, string field, out ReadOnlyMemory<byte> result)
    {
        result = default;
        if (!json.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return new(DropReason.InvalidSet, field + " must be an object.");
        var writer = new PropertyWriter();
        if (writer.AddAll(JsonMarshal.GetRawUtf8Value(value)) is { } fault)
            return new(DropReason.InvalidSet, field + " " + fault);
        result = writer.IsEmpty ? default : writer.ToObject();
        return null;
    }
}
