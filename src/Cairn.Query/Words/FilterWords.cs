using System.Text.Json;

namespace Cairn.Query.Words;

/// <summary>Filters, selectors and breakdowns in plain English, from JSON that its reader has found free of faults.</summary>
internal static class FilterWords
{
    /// <summary>Values of a list that are written out.</summary>
    private const int MostValues = 5;

    /// <summary>E.g. <c>“buy” with plan = pro</c>, or <c>any event</c>.</summary>
    public static string Selector(JsonElement selector)
    {
        var name = selector.Field("event") is { ValueKind: JsonValueKind.String } e ? $"“{e.GetString()}”" : "any event";
        return selector.Field("where") is { } where && Filter(where) is { Length: > 0 } words ? $"{name} with {words}" : name;
    }

    /// <summary>E.g. <c>plan = pro and not (country is set)</c>; empty for a filter that lets everything through.</summary>
    public static string Filter(JsonElement filter)
    {
        if (filter.Field("and") is { } and)
            return Join(and, " and ");
        if (filter.Field("or") is { } or)
            return or.Items().Count() == 1 ? Filter(or.Items().First()) : $"({(or.Items().Any() ? Join(or, " or ") : "nothing")})";
        if (filter.Field("not") is { } not)
            return $"not ({Filter(not)})";
        if (filter.Field("cohort") is { } cohort)
            return $"person {(filter.Field("in") is { ValueKind: JsonValueKind.False } ? "not " : "")}in the cohort “{Value(cohort)}”";
        return $"{Property(filter)} {Comparison(filter)}".TrimEnd();

        string Join(JsonElement list, string word) => string.Join(word, list.Items().Select(Filter).Where(w => w.Length > 0));
    }

    /// <summary>E.g. <c>plan</c>, <c>person's plan</c>, <c>company's tier</c>.</summary>
    public static string Property(JsonElement of)
    {
        var name = of.Text("property") ?? "?";
        var scope = of.Text("scope") ?? "event";
        return scope switch
        {
            "event" => name,
            "cohort" => $"cohort “{name}”",
            _ => $"{(scope.StartsWith("group:", StringComparison.Ordinal) ? scope[6..] : scope)}'s {name}",
        };
    }

    /// <summary>E.g. <c>, split by plan and country</c>; empty without breakdowns.</summary>
    public static string Breakdowns(JsonElement question) =>
        question.Field("breakdowns") is { } list && list.Items().Any()
            ? ", split by " + string.Join(" and ", list.Items().Select(Property))
            : "";

    private static string Comparison(JsonElement filter)
    {
        var value = filter.Field("value") is { } v ? Values(v) : "";
        var isList = filter.Field("value") is { ValueKind: JsonValueKind.Array };
        return filter.Text("op") switch
        {
            "eq" => isList ? $"is one of {value}" : $"= {value}",
            "neq" => isList ? $"is none of {value}" : $"≠ {value}",
            "in" => $"is one of {value}",
            "not_in" => $"is none of {value}",
            "contains" => $"contains {value}",
            "not_contains" => $"does not contain {value}",
            "starts_with" => $"starts with {value}",
            "ends_with" => $"ends with {value}",
            "regex" => $"matches {value}",
            "not_regex" => $"does not match {value}",
            "gt" => $"> {value}",
            "gte" => $"≥ {value}",
            "lt" => $"< {value}",
            "lte" => $"≤ {value}",
            "between" => $"from {value.Replace(", ", " to ", StringComparison.Ordinal)}",
            "is_set" => "is set",
            "is_not_set" => "is not set",
            var other => $"{other} {value}",
        };
    }

    private static string Values(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Value(value);
        var count = value.GetArrayLength();
        if (count == 0)
            return "nothing";
        var shown = string.Join(", ", value.EnumerateArray().Take(MostValues).Select(Value));
        return count > MostValues ? $"{shown} and {count - MostValues} more" : shown;
    }

    private static string Value(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length == 0 ? "the empty text"
            : text.Length > 80 ? text[..80] + "…"
            : text;
    }
}

/// <summary>JSON read without asking twice.</summary>
internal static class JsonWords
{
    /// <summary>Null where it is absent or null.</summary>
    public static JsonElement? Field(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null
            ? field
            : null;

    public static string? Text(this JsonElement of, string name) =>
        of.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
