using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Steps;

/// <summary>properties, set, set_once and unset: checked and brought into one form.</summary>
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
            5 => name.SequenceEqual("event"u8) || name.SequenceEqual("unset"u8),
            6 => name.SequenceEqual("groups"u8),
            7 => name.SequenceEqual("api_key"u8) || name.SequenceEqual("sent_at"u8),
            8 => name.SequenceEqual("set_once"u8),
            9 => name.SequenceEqual("timestamp"u8),
            10 => name.SequenceEqual("session_id"u8) || name.SequenceEqual("properties"u8),
            11 => name.SequenceEqual("distinct_id"u8),
            _ => false,
        };

    /// <summary>What is taken away stands in the kept <c>set</c> as null; a null that the client set says nothing and is not kept.</summary>
    public static Rejection? ReadPersonProperties(IncomingEvent e)
    {
        var (set, setOnce) = (new PropertyWriter { OmitsNulls = true }, new PropertyWriter { OmitsNulls = true });
        if ((Read(e.Json, "set", set) ?? Read(e.Json, "set_once", setOnce) ?? ReadUnset(e.Json, set)) is { } fault)
            return fault;
        e.Set = set.IsEmpty ? default : set.ToObject();
        e.SetOnce = setOnce.IsEmpty ? default : setOnce.ToObject();
        return null;
    }

    private static Rejection? Read(JsonElement json, string field, PropertyWriter writer)
    {
        if (!json.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return new(DropReason.InvalidSet, field + " must be an object.");
        return writer.AddAll(JsonMarshal.GetRawUtf8Value(value)) is { } fault ? new(DropReason.InvalidSet, field + " " + fault) : null;
    }

    /// <summary>What the same event sets is set.</summary>
    private static Rejection? ReadUnset(JsonElement json, PropertyWriter writer)
    {
        if (!json.TryGetProperty("unset", out var names) || names.ValueKind == JsonValueKind.Null)
            return null;
        var fault = new Rejection(DropReason.InvalidSet, "unset must be a list of property names of 1 to 400 bytes.");
        if (names.ValueKind != JsonValueKind.Array)
            return fault;
        json.TryGetProperty("set", out var set);
        foreach (var name in names.EnumerateArray().DistinctBy(n => n.GetRawText()))
        {
            if (
                name.ValueKind != JsonValueKind.String
                || FieldSteps.Text(name) is not { Length: > 0 } text
                || Encoding.UTF8.GetByteCount(text) > PropertyWriter.MaxNameBytes
            )
                return fault;
            if (set.Field(text) is null)
                writer.AddNull(text);
        }

        return null;
    }
}
