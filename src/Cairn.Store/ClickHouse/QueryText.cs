using System.Globalization;
using System.Text.Json;

namespace Cairn.Store.ClickHouse;

/// <summary>A SELECT as it is sent.</summary>
/// <param name="Parameters">For <c>{name:Type}</c>, in ClickHouse's parameter encoding.</param>
/// <param name="Settings">More settings, each <c>&amp;name=value</c>. Cairn's own, never a user's.</param>
/// <param name="Shown">The same for people to read.</param>
public sealed record QueryText(string Text, IReadOnlyList<KeyValuePair<string, string>> Parameters, string Settings, string Shown)
{
    public static QueryText Of(Sql sql, string settings = "")
    {
        var (text, parameters) = sql.Render();
        return new QueryText(text, parameters, settings, sql.ToString());
    }

    /// <summary>A JSON value in ClickHouse's parameter encoding: a text, number, true, false, null, or a list of those. Null for anything else.</summary>
    public static string? Parameter(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Sql.EscapeParameter(value.GetString()!),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Null => "\\N",
            JsonValueKind.Array => List(value),
            _ => null,
        };

    private static string? List(JsonElement list)
    {
        var items = list.EnumerateArray().Select(Item).ToArray();
        return items.Contains(null) ? null : string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', items)}]");

        static string? Item(JsonElement item) =>
            item.ValueKind switch
            {
                JsonValueKind.String => Sql.QuoteString(item.GetString()!),
                JsonValueKind.Null => "NULL",
                _ => Parameter(item),
            };
    }
}
