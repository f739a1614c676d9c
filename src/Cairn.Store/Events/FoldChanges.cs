using System.Globalization;
using System.Text.Json;
using Cairn.Events;

namespace Cairn.Store.Events;

/// <summary>What comes of a value and a change of it. Pure; values are JSON texts, null is none.</summary>
internal static class FoldChanges
{
    /// <summary>Not a change, but the value that changes begin with.</summary>
    public const string Set = "set";

    /// <summary>Of a list; what was put in first goes first.</summary>
    public const int MostElements = 1_000;

    public static string? Apply(string? value, string operation, string operand)
    {
        if (operation == Set)
            return operand == "null" ? null : operand;
        using var given = JsonDocument.Parse(operand);
        using var stands = value is null ? null : JsonDocument.Parse(value);
        return operation switch
        {
            PropertyChange.Add => Sum(stands?.RootElement, given.RootElement) ?? value,
            PropertyChange.Remove => stands is not { RootElement.ValueKind: JsonValueKind.Array }
                ? value
                : Text(Elements(stands.RootElement).Where(e => !Has(Elements(given.RootElement), e))),
            PropertyChange.Append => Text([.. Elements(stands?.RootElement), .. Elements(given.RootElement)]),
            PropertyChange.Prepend => Text([.. Elements(given.RootElement), .. Elements(stands?.RootElement)]),
            PropertyChange.Union => Text(Union(Elements(stands?.RootElement), Elements(given.RootElement))),
            _ => value,
        };
    }

    /// <summary>Null when one of them is no number.</summary>
    private static string? Sum(JsonElement? value, JsonElement added)
    {
        if (added.ValueKind != JsonValueKind.Number || value is { ValueKind: not JsonValueKind.Number })
            return null;
        if (value is not { } number)
            return added.GetRawText();
        // Decimals first: 0.1 and 0.2 are 0.3.
        if (number.TryGetDecimal(out var left) && added.TryGetDecimal(out var right) && Math.Abs(left) < 1e27m && Math.Abs(right) < 1e27m)
            return (left + right).ToString(CultureInfo.InvariantCulture);
        var sum = number.GetDouble() + added.GetDouble();
        return double.IsFinite(sum) ? sum.ToString("R", CultureInfo.InvariantCulture) : null;
    }

    private static List<JsonElement> Elements(JsonElement? value) =>
        value switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { } single => [single],
        };

    private static List<JsonElement> Union(List<JsonElement> list, List<JsonElement> added)
    {
        foreach (var element in added)
            if (!Has(list, element))
                list.Add(element);
        return list;
    }

    private static bool Has(List<JsonElement> list, JsonElement element) => list.Exists(e => JsonElement.DeepEquals(e, element));

    private static string Text(IEnumerable<JsonElement> elements)
    {
        var all = elements.ToList();
        return "[" + string.Join(',', all.Skip(Math.Max(0, all.Count - MostElements)).Select(e => e.GetRawText())) + "]";
    }
}
