using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cairn.Client;

/// <summary>Properties as JSON. Names stand as they are written in the program; enum values are their names; a cycle ends in null; NaN and the infinities
/// are texts.</summary>
internal static class PropertyJson
{
    private static readonly JsonSerializerOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        Converters = { new JsonStringEnumConverter() },
        MaxDepth = 32,
    };

    /// <summary>Writes the members of what becomes a JSON object into the one that is open.</summary>
    /// <exception cref="JsonException">It becomes something else, or nothing.</exception>
    public static void WriteMembers(Utf8JsonWriter writer, object? properties)
    {
        switch (properties)
        {
            case null:
                return;
            case IEnumerable<KeyValuePair<string, object?>> members:
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, value);
                }
                return;
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                foreach (var member in element.EnumerateObject())
                    member.WriteTo(writer);
                return;
            case JsonElement:
                throw new JsonException("Properties must be a JSON object.");
            default:
                WriteMembers(writer, JsonSerializer.SerializeToElement(properties, properties.GetType(), _options));
                return;
        }
    }

    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            default:
                JsonSerializer.Serialize(writer, value, value.GetType(), _options);
                break;
        }
    }
}
