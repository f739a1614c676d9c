using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Cairn.Ingest.Formats.AI;

/// <summary>Prompts, answers, and what else is as long as its writer likes: kept whole while it is small, else its beginning as a text.</summary>
internal static class AIContent
{
    /// <summary>Bytes of JSON that one property may have.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>Objects and arrays within each other; deeper values are kept as text.</summary>
    private const int MaxDepth = 20;

    /// <summary>A value of the request.</summary>
    public static void Add(PropertyList properties, string name, JsonElement? value)
    {
        if (value is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given)
            return;
        if (given.ValueKind == JsonValueKind.String && given.AsText() is { } text)
            AddText(properties, name, text);
        else
            AddJson(properties, name, JsonMarshal.GetRawUtf8Value(given));
    }

    /// <summary>JSON within a text is kept as JSON.</summary>
    public static void AddText(PropertyList properties, string name, string text)
    {
        if (text.Length == 0)
            return;
        if (text.Length <= MaxBytes && text.AsSpan().TrimStart() is ['{' or '[', ..] && TryRead(text) is { } json)
            AddJson(properties, name, json);
        else
            properties.AddRaw(name, PropertyList.Quoted(Cut(text)));
    }

    public static void AddJson(PropertyList properties, string name, ReadOnlySpan<byte> json)
    {
        if (json.Length <= MaxBytes && Depth(json) <= MaxDepth)
            properties.AddRaw(name, json);
        else
            properties.AddRaw(name, PropertyList.Quoted(Cut(Encoding.UTF8.GetString(json))));
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxBytes)
            return text;
        var end = char.IsHighSurrogate(text[MaxBytes - 1]) ? MaxBytes - 1 : MaxBytes;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… [cut: {text.Length} characters]");
    }

    private static byte[]? TryRead(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using (JsonDocument.Parse(bytes))
                return bytes;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="json">Known to be sound.</param>
    private static int Depth(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        var deepest = 0;
        while (reader.Read())
            deepest = Math.Max(deepest, reader.CurrentDepth);
        return deepest;
    }
}
