using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cairn.Oracle;

/// <summary>Filters as <c>docs/semantics/filters.md</c> tells them, over one value at a time.</summary>
public static class OracleFilter
{
    /// <param name="valueOf">The value of (property, scope); null when absent. Times are texts in ISO 8601.</param>
    public static bool Holds(JsonNode? filter, Func<string, string, JsonValue?> valueOf)
    {
        if (filter is null)
            return true;
        if (filter["and"] is JsonArray and)
            return and.All(part => Holds(part, valueOf));
        if (filter["or"] is JsonArray or)
            return or.Any(part => Holds(part, valueOf));
        if (filter["not"] is { } not)
            return !Holds(not, valueOf);
        if (filter["cohort"] is { } cohort)
            return valueOf(cohort.GetValue<string>(), "cohort")!.GetValue<string>() == "in" == (filter["in"]?.GetValue<bool>() ?? true);
        var value = valueOf(filter["property"]!.GetValue<string>(), filter["scope"]?.GetValue<string>() ?? "event");
        var wanted = filter["value"] switch
        {
            null => [],
            JsonArray list => list.Select(v => v!.AsValue()).ToList(),
            var one => [one.AsValue()],
        };
        var op = filter["op"]!.GetValue<string>();
        return op switch
        {
            "is_set" => value is not null,
            "is_not_set" => value is null,
            "eq" or "in" => value is not null && wanted.Any(w => Same(value, w)),
            "neq" or "not_in" => value is null || !wanted.Any(w => Same(value, w)),
            "contains" => value is not null && wanted.Any(w => Lower(value).Contains(Lower(w), StringComparison.Ordinal)),
            "not_contains" => value is null || !wanted.Any(w => Lower(value).Contains(Lower(w), StringComparison.Ordinal)),
            "starts_with" => value is not null && wanted.Any(w => Lower(value).StartsWith(Lower(w), StringComparison.Ordinal)),
            "ends_with" => value is not null && wanted.Any(w => Lower(value).EndsWith(Lower(w), StringComparison.Ordinal)),
            "regex" => value is not null && Regex.IsMatch(Text(value), Text(wanted[0]), RegexOptions.Singleline, TimeSpan.FromSeconds(1)),
            "not_regex" => value is null || !Regex.IsMatch(Text(value), Text(wanted[0]), RegexOptions.Singleline, TimeSpan.FromSeconds(1)),
            "gt" => Compare(value, wanted[0]) > 0,
            "gte" => Compare(value, wanted[0]) >= 0,
            "lt" => Compare(value, wanted[0]) < 0,
            "lte" => Compare(value, wanted[0]) <= 0,
            "between" => Compare(value, wanted[0]) >= 0 && Compare(value, wanted[1]) <= 0,
            _ => throw new NotSupportedException(op),
        };
    }

    /// <summary>As people read it.</summary>
    public static string Text(JsonValue value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => Double(value).ToString("R", CultureInfo.InvariantCulture),
            _ => value.GetValue<bool>() ? "true" : "false",
        };

    /// <summary>The number a value is or is written as; null for others.</summary>
    public static double? Number(JsonValue? value) =>
        value?.GetValueKind() switch
        {
            JsonValueKind.Number => Double(value!),
            JsonValueKind.String when value.GetValue<string>() is { Length: > 0 } text && text.All(c => "+-.0123456789eE".Contains(c)) =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };

    private static bool Same(JsonValue value, JsonValue wanted)
    {
        var (a, b) = (value.GetValueKind(), wanted.GetValueKind());
        if (a == JsonValueKind.Number || b == JsonValueKind.Number)
            return Number(value) is { } x && Number(wanted) is { } y && x == y;
        return Text(value) == Text(wanted);
    }

    /// <summary>Null, which no comparison holds for, when there is no order between the two.</summary>
    private static int? Compare(JsonValue? value, JsonValue wanted)
    {
        if (value is null)
            return null;
        if (Number(wanted) is { } number)
            return Number(value)?.CompareTo(number);
        return value.GetValueKind() == JsonValueKind.String
            ? Encoding.UTF8.GetBytes(Text(value)).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(Text(wanted)))
            : null;
    }

    private static double Double(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Lower(JsonValue value) => Text(value).ToLowerInvariant();
}
