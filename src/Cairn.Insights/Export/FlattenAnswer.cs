using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Insights.Export;

/// <summary>Lays any answer out as a table. The rows are the entries of the answer's first list of objects (<c>series</c>, <c>steps</c>, <c>cohorts</c> …) or of the
/// one named. An object inside an entry becomes columns <c>outer.inner</c>; its first list of objects (<c>points</c>) makes a row of each, the entry's own
/// values repeated; a list of numbers becomes columns <c>counts.0</c>, <c>counts.1</c> …; a list of texts one cell, joined by " / ".</summary>
internal static class FlattenAnswer
{
    /// <summary>The table; null when the answer has no list of objects of that name.</summary>
    public static ExportTable? Of(JsonObject answer, string? list)
    {
        var lists = Lists(answer).ToArray();
        var chosen = list is null ? lists.FirstOrDefault() : lists.FirstOrDefault(l => l.Name == list);
        if (chosen.Entries is null)
            return list is null ? Single(answer) : null;
        var columns = new List<string>();
        var rows = new List<Dictionary<string, JsonNode?>>();
        foreach (var entry in chosen.Entries.OfType<JsonObject>())
            rows.AddRange(Explode(entry));
        foreach (var name in rows.SelectMany(r => r.Keys))
            if (!columns.Contains(name))
                columns.Add(name);
        return new ExportTable(columns, [.. rows.Select(row => columns.ConvertAll(c => row.GetValueOrDefault(c)))]);
    }

    /// <summary>The names of lists that can be chosen.</summary>
    public static IEnumerable<string> ListNames(JsonObject answer) => Lists(answer).Select(l => l.Name);

    private static IEnumerable<(string Name, JsonArray Entries)> Lists(JsonObject answer) =>
        from field in answer
        where field.Value is JsonArray
        let entries = field.Value!.AsArray()
        where entries.Count == 0 || entries[0] is JsonObject
        select (field.Key, entries);

    private static ExportTable Single(JsonObject answer)
    {
        var row = new Dictionary<string, JsonNode?>();
        foreach (var field in answer.Where(f => f.Key != "meta"))
            Put(row, field.Key, field.Value);
        return new ExportTable(
            [.. row.Keys],
            [
                [.. row.Values],
            ]
        );
    }

    private static IEnumerable<Dictionary<string, JsonNode?>> Explode(JsonObject entry)
    {
        var common = new Dictionary<string, JsonNode?>();
        JsonArray? inner = null;
        foreach (var (name, value) in entry)
            if (inner is null && value is JsonArray { Count: > 0 } list && list[0] is JsonObject)
                inner = list;
            else
                Put(common, name, value);
        if (inner is null)
            return [common];
        return inner
            .OfType<JsonObject>()
            .SelectMany(Explode)
            .Select(row =>
            {
                var whole = new Dictionary<string, JsonNode?>(common);
                foreach (var (name, value) in row)
                    whole[whole.ContainsKey(name) ? "inner." + name : name] = value;
                return whole;
            });
    }

    private static void Put(Dictionary<string, JsonNode?> row, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject inner:
                foreach (var (key, part) in inner)
                    Put(row, name + "." + key, part);
                break;
            case JsonArray list
                when list.All(v => v is null or JsonValue) && list.Any(v => v?.GetValueKind() == System.Text.Json.JsonValueKind.Number):
                for (var i = 0; i < list.Count; i++)
                    row[name + "." + i.ToString(CultureInfo.InvariantCulture)] = list[i];
                break;
            case JsonArray list when list.All(v => v?.GetValueKind() == System.Text.Json.JsonValueKind.String):
                row[name] = JsonValue.Create(string.Join(" / ", list.Select(v => v!.GetValue<string>())));
                break;
            default:
                row[name] = value;
                break;
        }
    }
}
