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
