using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.Insights.Export;

/// <summary>CSV of RFC 4180: comma, CRLF, UTF-8 without a mark. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage
/// return) gets an apostrophe in front; numbers do not.</summary>
internal static class CsvText
{
    public static string Row(IEnumerable<JsonNode?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    public static string Header(IEnumerable<string> names) => string.Join(',', names.Select(n => Quote(Harmless(n)))) + "\r\n";

    private static string Cell(JsonNode? cell) =>
        cell switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => Quote(Harmless(TextOf(value))),
            _ => Quote(cell.ToJsonString(WriteTable.JsonText)),
        };

    /// <summary>A text, whether it was read or made.</summary>
    private static string TextOf(JsonValue value) => value.TryGetValue<string>(out var text) ? text : value.ToString();

    private static string Harmless(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Quote(string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
            return text;
        return new StringBuilder(text.Length + 2)
            .Append('"')
            .Append(text.Replace("\"", "\"\"", StringComparison.Ordinal))
            .Append('"')
            .ToString();
    }
}
