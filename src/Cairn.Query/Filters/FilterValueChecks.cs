using System.Globalization;
using System.Text.RegularExpressions;
using Cairn.Query.Catalog;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Query.Filters;

/// <summary>Do these values make sense for this operator and property?</summary>
public static partial class FilterValueChecks
{
    /// <summary>Reports what does not.</summary>
    public static void Check(PropertyRef property, Op op, IReadOnlyList<FilterValue> values, SpecNode node)
    {
        switch (op)
        {
            case Op.Regex or Op.NotRegex:
                CheckRegex(values[0], node);
                break;
            case Op.Gt or Op.Gte or Op.Lt or Op.Lte or Op.Between:
                CheckOrder(values, node);
                break;
        }

        if (Builtins.IsTime(property) && values.Any(v => v.Text is { } t && InstantOf(t, TimeZoneInfo.Utc) is null))
            node.Fault(
                "invalid_time",
                "This property is a time: compare it with a date (2026-11-20) or an instant (2026-11-20T10:00:00Z)."
            );
    }

    /// <summary>The number a text stands for, as decimals are written: sign, digits, point, exponent; no blanks, no other notation. Null when it stands
    /// for none, or for one too large.</summary>
    public static double? NumberOf(string text) =>
        Decimal().IsMatch(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The number a value stands for; null when it stands for none.</summary>
    public static double? NumberOf(FilterValue value) => value.Number ?? (value.Text is { } text ? NumberOf(text) : null);

    /// <summary>The instant a date, a clock time or an instant stands for in a zone; null for other texts.</summary>
    public static DateTimeOffset? InstantOf(string text, TimeZoneInfo zone) =>
        RangeReader.Parse(text) switch
        {
            RangePoint.Date d => zone.StartOf(d.Day),
            RangePoint.Instant i => i.At,
            RangePoint.Clock c => zone.FirstInstant(c.At),
            _ => null,
        };

    private static void CheckOrder(IReadOnlyList<FilterValue> values, SpecNode node)
    {
        if (values.Any(v => v.Flag is not null))
            node.Fault("wrong_type", "true and false have no order: use eq.");
        else if (values.Count == 2 && NumberOf(values[0]) is null != NumberOf(values[1]) is null)
            node.Fault("wrong_type", "Both ends must be numbers, or both texts.");
    }

    /// <summary>Catches what RE2 does not have before ClickHouse does, to say so by name. ClickHouse has the last word (RegexCheck).</summary>
    private static void CheckRegex(FilterValue value, SpecNode node)
    {
        if (value.Text is not { } pattern)
        {
            node.Fault("wrong_type", "A regular expression is a text.");
            return;
        }

        if (
            pattern.Contains("(?=", StringComparison.Ordinal)
            || pattern.Contains("(?!", StringComparison.Ordinal)
            || Behind().IsMatch(pattern)
        )
            node.Fault("invalid_regex", "Regular expressions follow RE2, which has no lookahead and no lookbehind.");
        else if (BackReference().IsMatch(pattern))
            node.Fault("invalid_regex", "Regular expressions follow RE2, which has no back references.");
    }

    [GeneratedRegex(
        @"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\(\?<[=!]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Behind();

    [GeneratedRegex(
        @"(?<!\\)(\\\\)*\\[1-9]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex BackReference();
}
