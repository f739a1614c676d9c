using System.Text.Json;

namespace Cairn.Query.Spec;

/// <summary>Reads a body as JSON, strictly: no comments, no trailing commas, at most 64 levels.</summary>
public static class SpecBody
{
    /// <summary>A question has no reason to be larger, filters with thousands of values included.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The root of the body; a fault and null when it is no JSON.</summary>
    public static SpecNode? Read(ReadOnlyMemory<byte> utf8, SpecErrors errors)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement.Clone();
            ReadTexts(root);
            return new SpecNode(root, "", errors);
        }
        catch (InvalidOperationException)
        {
            errors.Add("", "invalid_json", "A text in the body is no Unicode: half a surrogate pair stands alone.");
            return null;
        }
        catch (JsonException e)
        {
            errors.Add("", "invalid_json", $"The body is no JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
            return null;
        }
    }

    /// <summary>Reads every text once, so that later readers meet no half surrogate pair (<c>"\ud800"</c> parses, and throws when read).</summary>
    /// <exception cref="InvalidOperationException">There is one.</exception>
    public static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var field in element.EnumerateObject())
                {
                    _ = field.Name;
                    ReadTexts(field.Value);
                }

                break;
        }
    }
}
