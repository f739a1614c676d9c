using System.Globalization;
using System.Text.Json;

namespace Cairn.Ingest.Import;

/// <summary>A row of a file.</summary>
/// <param name="Number">From 1, the header not counted.</param>
/// <param name="Fault">Why the row cannot be read at all; null when it can.</param>
internal sealed record ImportRow(long Number, IReadOnlyList<(string Column, ImportCell Cell)> Cells, string Raw, string? Fault = null)
{
    /// <summary>An empty cell for a column that is not there.</summary>
    public ImportCell this[string column] => Cells.FirstOrDefault(c => c.Column == column).Cell;
}

/// <summary>A cell: a text of a CSV, or any JSON value of an NDJSON line.</summary>
internal readonly record struct ImportCell(string? Text, JsonElement Json)
{
    public bool IsEmpty => Text is null ? Json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null : Text.Length == 0;

    public string AsText =>
        Text
        ?? (
            Json.ValueKind == JsonValueKind.String ? Json.GetString()!
            : IsEmpty ? ""
            : Json.GetRawText()
        );

    /// <summary>As the type says. Without one a text that is written as JSON writes numbers (<c>12</c>, <c>-0.5</c>; not <c>007</c>) is a number, true and false are
    /// what they are, and the rest is text.</summary>
    public void WriteTo(Utf8JsonWriter json, ImportType? type)
    {
        if (Text is null && type is null)
            Json.WriteTo(json);
        else if (type is ImportType.Number or null && IsNumber(AsText))
            json.WriteRawValue(AsText);
        else if (type is ImportType.Boolean or null && AsText.ToLowerInvariant() is "true" or "false")
            json.WriteBooleanValue(AsText.Equals("true", StringComparison.OrdinalIgnoreCase));
        else if (type is ImportType.Json && IsJson(AsText))
            json.WriteRawValue(AsText);
        else
            json.WriteStringValue(AsText);
    }

    private static bool IsNumber(string text) =>
        text.Length is > 0 and < 40
        && (text[0] == '-' || char.IsAsciiDigit(text[0]))
        && text.TrimStart('-') is not (['0', >= '0' and <= '9', ..] or "")
        && text[^1] is not '.'
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
        && !text.StartsWith("-.", StringComparison.Ordinal);

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
