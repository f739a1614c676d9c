using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.Insights.SqlConsole;

/// <summary>Cells as they are shown.</summary>
internal static class SqlCells
{
    private const long MostExact = 1L << 53;

    /// <summary>The same value, whole numbers beyond ±2^53 as texts, also inside lists and objects.</summary>
    public static JsonNode? Exact(JsonElement cell) =>
        cell.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number => Number(cell),
            JsonValueKind.Array => new JsonArray([.. cell.EnumerateArray().Select(Exact)]),
            JsonValueKind.Object => Object(cell),
            _ => JsonValue.Create(cell),
        };

    private static JsonValue Number(JsonElement number)
    {
        var raw = number.GetRawText();
        var isWhole = raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return
            isWhole
            && !(
                long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value is >= -MostExact and <= MostExact
            )
            ? JsonValue.Create(raw)
            : JsonValue.Create(number)!;
    }

    /// <summary>Of equal names the last one stays.</summary>
    private static JsonObject Object(JsonElement cell)
    {
        var copy = new JsonObject();
        foreach (var field in cell.EnumerateObject())
            copy[field.Name] = Exact(field.Value);
        return copy;
    }
}
