using System.Globalization;
using System.Text.RegularExpressions;
using Cairn.Query.Spec;

namespace Cairn.Query.Time;

/// <summary>Reads <c>{ from, to?, timezone?, weekStart? }</c>.</summary>
public static partial class RangeReader
{
    private const string _forms =
        "Use a relative form (-7d, -24h, -30min, -2w, -3m, -1y), today, yesterday, this_week, last_month and the like, now, all, a date (2026-11-20) "
        + "or an instant (2026-11-20T10:00:00Z).";

    private static readonly RangeSpec _fallback = new(new RangePoint.Relative(7, RangeUnit.Day), null, null, WeekStart.Monday);

    /// <summary>The range; a harmless one when it has faults.</summary>
    public static RangeSpec Read(SpecNode node)
    {
        if (node.Object("from", "to", "timezone", "weekStart") is not { } range)
            return _fallback;
        var from = range.Required("from") is { } f ? Point(f, isEnd: false) : null;
        return new RangeSpec(
            from ?? _fallback.From,
            range["to"] is { } to ? Point(to, isEnd: true) : null,
            range["timezone"] is { } zone ? Zone(zone) : null,
            range["weekStart"]?.Word(TimeWords.WeekStarts) ?? WeekStart.Monday
        );
    }

    private static RangePoint? Point(SpecNode node, bool isEnd)
    {
        var text = node.Text(1, 40);
        if (text.Length == 0)
            return null;
        var point = Parse(text);
        if (point is null)
            node.Fault("invalid_time", $"\"{SpecNode.Shorten(text)}\" is no time. {_forms}");
        else if (isEnd && point is RangePoint.All)
            node.Fault("invalid_time", "\"all\" can only stand in from.");
        return point;
    }

    /// <summary>The point; null when the text is none of the forms.</summary>
    public static RangePoint? Parse(string text)
    {
        if (Relative().Match(text) is { Success: true } r)
            return int.TryParse(r.Groups["count"].Value, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100_000
                ? new RangePoint.Relative(count, Unit(r.Groups["unit"].Value))
                : null;
        if (Named().Match(text) is { Success: true } n)
            return new RangePoint.Named(
                Enum.Parse<RangeUnit>(n.Groups["unit"].Value, ignoreCase: true),
                n.Groups["which"].Value == "last" ? 1 : 0
            );
        return text switch
        {
            "today" => new RangePoint.Named(RangeUnit.Day, 0),
            "yesterday" => new RangePoint.Named(RangeUnit.Day, 1),
            "now" => new RangePoint.Now(),
            "all" => new RangePoint.All(),
            _ => Absolute(text),
        };
    }

    private static RangePoint? Absolute(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return InBounds(day.Year) ? new RangePoint.Date(day) : null;
        if (Iso().Match(text) is not { Success: true } iso)
            return null;
        if (iso.Groups["zone"].Length == 0)
            return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) && InBounds(clock.Year)
                ? new RangePoint.Clock(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified))
                : null;
        return
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) && InBounds(at.Year)
            ? new RangePoint.Instant(DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()))
            : null;

        // The store takes events from 2000 on; the margin keeps calendar arithmetic inside what .NET and ClickHouse can hold.
        static bool InBounds(int year) => year is >= 1990 and <= 2150;
    }

    private static TimeZoneInfo? Zone(SpecNode node)
    {
        var id = node.Text(1, 60);
        if (id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        if (id.Length > 0)
            node.Fault(
                "unknown_timezone",
                $"\"{SpecNode.Shorten(id)}\" is no known time zone. Use an IANA name such as Europe/Berlin or UTC."
            );
        return null;
    }

    private static RangeUnit Unit(string letters) =>
        letters switch
        {
            "min" => RangeUnit.Minute,
            "h" => RangeUnit.Hour,
            "d" => RangeUnit.Day,
            "w" => RangeUnit.Week,
            "m" => RangeUnit.Month,
            "q" => RangeUnit.Quarter,
            _ => RangeUnit.Year,
        };

    [GeneratedRegex(
        @"^-(?<count>[0-9]{1,6})(?<unit>min|h|d|w|m|q|y)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Relative();

    [GeneratedRegex(
        @"^(?<which>this|last)_(?<unit>hour|day|week|month|quarter|year)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Named();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Iso();
}
