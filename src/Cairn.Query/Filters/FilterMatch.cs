using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Events;

namespace Cairn.Query.Filters;

/// <summary>Does one event in memory pass a filter? For the live view, where there is no table to ask. The same meaning as in SQL
/// (<c>docs/semantics/filters.md</c>), over event properties only.</summary>
public static class FilterMatch
{
    private static readonly TimeSpan _regexLimit = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether every property of the filter is one of the event itself, so that this class can judge it.</summary>
    public static bool CanJudge(Filter filter) =>
        !filter.NamesCohort && filter.Comparisons().All(c => c.Property.Scope == PropertyScope.Event);

    /// <param name="properties">The event's properties, parsed.</param>
    public static bool Passes(Filter filter, Event e, JsonElement properties) =>
        filter switch
        {
            Filter.And and => and.Parts.All(p => Passes(p, e, properties)),
            Filter.Or or => or.Parts.Any(p => Passes(p, e, properties)),
            Filter.Not not => !Passes(not.Part, e, properties),
            Filter.Compare compare => Holds(compare, Value(compare.Property.Name, e, properties)),
            _ => false,
        };

    private static bool Holds(Filter.Compare compare, JsonElement? value)
    {
        var values = compare.Values;
        return compare.Op switch
        {
            Op.IsSet => value is not null,
            Op.IsNotSet => value is null,
            Op.Eq or Op.In => value is { } v && values.Any(w => Equal(v, w)),
            Op.Neq or Op.NotIn => value is not { } v || !values.Any(w => Equal(v, w)),
            Op.Contains => AnyText((text, wanted) => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
            Op.NotContains => !AnyText((text, wanted) => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
            Op.StartsWith => AnyText((text, wanted) => text.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)),
            Op.EndsWith => AnyText((text, wanted) => text.EndsWith(wanted, StringComparison.OrdinalIgnoreCase)),
            Op.Regex => AnyText(Matches),
            Op.NotRegex => !AnyText(Matches),
            Op.Gt => Order(values[0]) > 0,
            Op.Gte => Order(values[0]) >= 0,
            Op.Lt => Order(values[0]) < 0,
            Op.Lte => Order(values[0]) <= 0,
            Op.Between => Order(values[0]) >= 0 && Order(values[1]) <= 0,
            _ => false,
        };

        bool AnyText(Func<string, string, bool> holds) => value is { } v && values.Any(w => holds(AsText(v), AsText(w)));

        int? Order(FilterValue wanted)
        {
            if (value is not { } v)
                return null;
            if (FilterValueChecks.NumberOf(wanted) is { } number)
                return NumberOf(v)?.CompareTo(number);
            return v.ValueKind == JsonValueKind.String ? string.CompareOrdinal(v.GetString(), wanted.Text) : null;
        }
    }

    private static bool Equal(JsonElement value, FilterValue wanted) =>
        value.ValueKind switch
        {
            JsonValueKind.String when wanted.Number is { } number => FilterValueChecks.NumberOf(value.GetString()!) == number,
            JsonValueKind.Number => FilterValueChecks.NumberOf(wanted) is { } number && value.GetDouble() == number,
            _ => AsText(value) == AsText(wanted),
        };

    private static double? NumberOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => FilterValueChecks.NumberOf(value.GetString()!),
            _ => null,
        };

    private static string AsText(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
            _ => value.GetRawText(),
        };

    private static string AsText(FilterValue value) =>
        value.Text ?? value.Number?.ToString("R", CultureInfo.InvariantCulture) ?? (value.Flag == true ? "true" : "false");

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, _regexLimit);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static JsonElement? Value(string name, Event e, JsonElement properties)
    {
        var column = name.TrimStart('$') switch
        {
            "event" => e.Name,
            "distinct_id" => e.DistinctId,
            "session_id" => e.SessionId.Length == 0 ? null : e.SessionId,
            "event_id" => e.Id.ToString("D"),
            _ => null,
        };
        if (column is not null)
            return JsonSerializer.SerializeToElement(column);
        if (properties.TryGetProperty(name, out var value))
            return value.ValueKind == JsonValueKind.Null ? null : value;
        // A dotted name is a path into nested objects.
        var at = properties;
        foreach (var piece in name.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(piece, out at))
                return null;
        }

        return at.ValueKind == JsonValueKind.Null ? null : at;
    }
}
