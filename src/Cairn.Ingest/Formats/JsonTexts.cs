using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Formats;

/// <summary>Reading vendors' JSON, where any field may be missing or of another type: then the answer is null.</summary>
internal static class JsonTexts
{
    internal static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null for JSON's null, too.</summary>
    public static JsonElement? Field(this JsonElement json, string name)
    {
        try
        {
            return
                json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
                ? value
                : null;
        }
        catch (InvalidOperationException)
        {
            // Another name of the object holds half of a surrogate pair and cannot be compared.
            return null;
        }
    }

    /// <summary>The properties of an object whose names are sound texts; of anything else none.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Named(this JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var property in json.EnumerateObject())
        {
            if (NameOf(property) is { } name)
                yield return (name, property.Value);
        }
    }

    public static JsonElement? Field(this JsonElement? json, string name) => json?.Field(name);

    public static JsonElement? Object(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static JsonElement? Object(this JsonElement? json, string name) => json?.Object(name);

    /// <summary>A text, or the digits of a number; null for the empty text: clients write "" for none.</summary>
    public static string? Text(this JsonElement json, string name) => json.Field(name)?.AsText();

    public static string? Text(this JsonElement? json, string name) => json?.Text(name);

    public static string? AsText(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => FieldSteps.Text(value) is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    /// <summary>A number, or a text that is one.</summary>
    public static double? Number(this JsonElement json, string name) => json.Field(name)?.AsNumber();

    public static double? Number(this JsonElement? json, string name) => json?.Number(name);

    public static double? AsNumber(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : value.ValueKind == JsonValueKind.String
        && double.TryParse(FieldSteps.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
        && double.IsFinite(read)
            ? read
        : null;

    /// <summary>ISO 8601, or seconds or milliseconds since 1970; null also for what is no time.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string name) => json.Field(name) is { } value ? TimeSteps.Parse(value) : null;

    public static bool IsTrue(this JsonElement json, string name) => json.Field(name) is { ValueKind: JsonValueKind.True };

    public static bool IsTrue(this JsonElement? json, string name) => json?.IsTrue(name) == true;

    /// <summary>The elements of an array; of anything else none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
