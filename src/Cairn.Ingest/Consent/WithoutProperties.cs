using System.Buffers;
using System.Text.Json;

namespace Cairn.Ingest.Consent;

/// <summary>A JSON object without some of its members. Values stay as they were written.</summary>
internal static class WithoutProperties
{
    public static ReadOnlyMemory<byte> Run(ReadOnlyMemory<byte> json, IReadOnlyCollection<string> names)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.EnumerateObject().Any(p => names.Contains(p.Name)))
            return json;
        var output = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(p => !names.Contains(p.Name)))
            {
                writer.WritePropertyName(property.Name);
                writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return output.WrittenMemory;
    }
}
