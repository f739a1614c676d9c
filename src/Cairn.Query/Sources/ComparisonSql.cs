using Cairn.Query.Catalog;
using Cairn.Query.Filters;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>One positive comparison as a condition that is 0 or 1, never NULL; 0 where the property is absent.</summary>
internal static class ComparisonSql
{
    public static Sql Render(PropertySql property, Op op, IReadOnlyList<FilterValue> values, TimeZoneInfo zone)
    {
        if (property.Kind == PropertyKind.Time && op is Op.Eq or Op.In or Op.Gt or Op.Gte or Op.Lt or Op.Lte or Op.Between)
            values = [.. values.Select(v => Milliseconds(v, zone))];
        return op switch
        {
            Op.IsSet => property.IsSet,
            Op.Eq or Op.In => Equal(property, values),
            Op.Contains => AnyText(property, values, (text, wanted) => $"position(lowerUTF8({text}), lowerUTF8({wanted})) > 0"),
            Op.StartsWith => AnyText(property, values, (text, wanted) => $"startsWith(lowerUTF8({text}), lowerUTF8({wanted}))"),
            Op.EndsWith => AnyText(property, values, (text, wanted) => $"endsWith(lowerUTF8({text}), lowerUTF8({wanted}))"),
            Op.Regex => AnyText(property, values, (text, wanted) => $"match({text}, {wanted})"),
            Op.Gt => Ordered(property, $">", values[0]),
            Op.Gte => Ordered(property, $">=", values[0]),
            Op.Lt => Ordered(property, $"<", values[0]),
            Op.Lte => Ordered(property, $"<=", values[0]),
            Op.Between => $"({Ordered(property, $">=", values[0])} AND {Ordered(property, $"<=", values[1])})",
            _ => throw new InvalidOperationException("An operator without SQL."),
        };
    }

    /// <summary>A text equals a text to the letter; a number equals a number, and a text equals a number when it is written as one; true and false equal
    /// the texts <c>true</c> and <c>false</c>. Two texts are never compared as numbers.</summary>
    private static Sql Equal(PropertySql property, IReadOnlyList<FilterValue> values)
    {
        string[] texts = [.. values.Select(v => v.Text ?? Word(v.Flag)).OfType<string>().Distinct()];
        double[] numbers = [.. values.Select(v => v.Number).OfType<double>().Distinct()];
        double[] anyNumbers = [.. values.Select(FilterValueChecks.NumberOf).OfType<double>().Distinct()];
        List<Sql> ways = [];
        if (property.Text is { } text && texts.Length > 0)
            ways.Add(texts.Length == 1 ? (Sql)$"ifNull({text} = {texts[0]}, 0)" : $"ifNull({text} IN {(IReadOnlyList<string>)texts}, 0)");
        if (property.Text is { } digits && numbers.Length > 0)
            ways.Add(Among($"toFloat64OrNull({digits})", numbers));
        if (property.Number is { } number && anyNumbers.Length > 0)
            ways.Add(Among(number, anyNumbers));
        if (property.Flag is { } flag)
            ways.AddRange(texts.Where(t => t is "true" or "false").Select(t => (Sql)$"ifNull({flag} = {t == "true"}, 0)"));
        return ways.Count switch
        {
            0 => $"0",
            1 => ways[0],
            _ => $"({Sql.Join(" OR ", ways)})",
        };

        static Sql Among(Sql value, double[] wanted) =>
            wanted.Length == 1 ? (Sql)$"ifNull({value} = {wanted[0]}, 0)" : $"ifNull(has({(IReadOnlyList<double>)wanted}, {value}), 0)";

        static string? Word(bool? flag) =>
            flag switch
            {
                true => "true",
                false => "false",
                null => null,
            };
    }

    private static Sql AnyText(PropertySql property, IReadOnlyList<FilterValue> values, Func<Sql, Sql, Sql> holds)
    {
        var ways = values.Select(v => (Sql)$"ifNull({holds(property.AsText, Wanted(v))}, 0)").ToArray();
        return ways.Length == 1 ? ways[0] : $"({Sql.Join(" OR ", ways)})";

        static Sql Wanted(FilterValue value) =>
            value switch
            {
                { Text: { } text } => $"{text}",
                { Number: { } number } => $"toString({number})",
                _ => $"toString({value.Flag == true})",
            };
    }

    /// <summary>By size where the wanted value is a number or written as one, over numbers and texts written as one; else by letters (bytes of UTF-8)
    /// over texts.</summary>
    private static Sql Ordered(PropertySql property, Sql comparison, FilterValue wanted)
    {
        if (FilterValueChecks.NumberOf(wanted) is { } number)
            return $"ifNull({property.AsNumber} {comparison} {number}, 0)";
        return property.Text is { } text ? (Sql)$"ifNull({text} {comparison} {wanted.Text ?? ""}, 0)" : $"0";
    }

    private static FilterValue Milliseconds(FilterValue value, TimeZoneInfo zone) =>
        value.Text is { } text && FilterValueChecks.InstantOf(text, zone) is { } at ? FilterValue.Of(at.ToUnixTimeMilliseconds()) : value;
}
