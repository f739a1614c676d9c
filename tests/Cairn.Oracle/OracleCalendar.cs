using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Time the slow way: look at the zone's clock every quarter of an hour (every zone these tests use changes its clock on one) and see when
/// what it shows becomes something else.</summary>
public sealed class OracleCalendar(TimeZoneInfo zone, bool weeksBeginOnSunday)
{
    private static readonly TimeSpan _quarter = TimeSpan.FromMinutes(15);

    /// <summary>That of a question's range.</summary>
    public static OracleCalendar Of(JsonNode question, TimeZoneInfo projectZone) =>
        new(
            question["range"]!["timezone"] is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone.GetValue<string>()) : projectZone,
            question["range"]!["weekStart"]?.GetValue<string>() == "sunday"
        );

    /// <summary>Start, end and the buckets' natural starts (one more than buckets: the last one's end) of a question's range.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Range(JsonNode range, DateTimeOffset now)
    {
        var from = range["from"]!.GetValue<string>();
        var to = range["to"]?.GetValue<string>();
        return (From(from, now), to is null ? DefaultEnd(from, now) : To(to, now));
    }

    /// <summary>Where buckets begin, and last where the last one ends.</summary>
    public List<DateTimeOffset> Edges(DateTimeOffset start, DateTimeOffset end, string interval)
    {
        var step = interval == "minute" ? TimeSpan.FromMinutes(1) : _quarter;
        var first = Floor(start, step);
        var own = Label(start, interval);
        while (Label(first - step, interval) == own)
            first -= step;
        var edges = new List<DateTimeOffset> { first };
        var before = Label(first, interval);
        for (var t = first + step; ; t += step)
        {
            var label = Label(t, interval);
            if (label == before)
                continue;
            before = label;
            edges.Add(t);
            if (t >= end)
                return edges;
        }
    }

    /// <summary>The first instant at which the clock shows a time so many days earlier.</summary>
    public DateTimeOffset DaysBefore(DateTimeOffset instant, int days) =>
        FirstShowing(Local(instant).AddDays(-days), instant.AddDays(-days));

    /// <summary>The period just before.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Previous(DateTimeOffset start, DateTimeOffset end)
    {
        if (StartOfDay(DateOf(start)) != start || StartOfDay(DateOf(end)) != end)
            return (start - (end - start), start);
        var (first, after) = (DateOf(start), DateOf(end));
        if (first.Day == 1 && after.Day == 1)
        {
            var back = first;
            for (var month = first; month < after; month = month.AddMonths(1))
                back = back.AddMonths(-1);
            return (StartOfDay(back), start);
        }

        return (StartOfDay(first.AddDays(-(after.DayNumber - first.DayNumber))), start);
    }

    public (DateTimeOffset Start, DateTimeOffset End) YearBefore(DateTimeOffset start, DateTimeOffset end)
    {
        return (Back(start), Back(end));

        DateTimeOffset Back(DateTimeOffset t) => FirstShowing(Local(t).AddYears(-1), t.AddDays(-365));
    }

    /// <summary>What tells buckets apart: equal for all instants of one bucket.</summary>
    private (long Part, TimeSpan Offset) Label(DateTimeOffset t, string interval)
    {
        if (interval == "minute")
            return (t.ToUnixTimeSeconds(), TimeSpan.Zero);
        var local = TimeZoneInfo.ConvertTime(t, zone);
        return interval switch
        {
            "hour" => (local.DateTime.Ticks / TimeSpan.TicksPerHour, local.Offset),
            "day" => (local.DateTime.Ticks / TimeSpan.TicksPerDay, TimeSpan.Zero),
            "week" => (WeekStart(DateOnly.FromDateTime(local.DateTime)).DayNumber, TimeSpan.Zero),
            _ => ((local.Year * 12) + local.Month, TimeSpan.Zero),
        };
    }

    private DateOnly WeekStart(DateOnly date)
    {
        while (date.DayOfWeek != (weeksBeginOnSunday ? DayOfWeek.Sunday : DayOfWeek.Monday))
            date = date.AddDays(-1);
        return date;
    }

    private DateTimeOffset From(string text, DateTimeOffset now)
    {
        if (text.StartsWith('-'))
        {
            var count = int.Parse(text[1..^1], CultureInfo.InvariantCulture) - 1;
            var today = DateOf(now);
            return text[^1] switch
            {
                'h' => Edges(now.AddHours(-count), now.AddHours(-count).AddMinutes(1), "hour")[0],
                'd' => StartOfDay(today.AddDays(-count)),
                'w' => StartOfDay(WeekStart(today).AddDays(-7 * count)),
                _ => StartOfDay(new DateOnly(today.Year, today.Month, 1).AddMonths(-count)),
            };
        }

        return text switch
        {
            "today" => StartOfDay(DateOf(now)),
            "yesterday" => StartOfDay(DateOf(now).AddDays(-1)),
            "this_month" => StartOfDay(new DateOnly(DateOf(now).Year, DateOf(now).Month, 1)),
            _ => text.Length == 10 ? StartOfDay(Date(text)) : Instant(text),
        };
    }

    private DateTimeOffset To(string text, DateTimeOffset now) => text.Length == 10 ? StartOfDay(Date(text).AddDays(1)) : From(text, now);

    private DateTimeOffset DefaultEnd(string from, DateTimeOffset now)
    {
        if (from.StartsWith('-') && from.EndsWith('h'))
            return Edges(now, now.AddMinutes(1), "hour")[1];
        return StartOfDay(from == "yesterday" ? DateOf(now) : DateOf(now).AddDays(1));
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private DateTimeOffset StartOfDay(DateOnly date) =>
        FirstShowing(date.ToDateTime(TimeOnly.MinValue), new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    /// <summary>Walks from well before until the clock shows the time or a later one.</summary>
    private DateTimeOffset FirstShowing(DateTime local, DateTimeOffset near)
    {
        var t = Floor(near.AddHours(-30), _quarter) + TimeSpan.FromTicks(local.Ticks % _quarter.Ticks);
        while (Local(t) < local)
            t += _quarter;
        return t;
    }

    private static DateTimeOffset Floor(DateTimeOffset t, TimeSpan step) => new(t.UtcTicks - (t.UtcTicks % step.Ticks), TimeSpan.Zero);

    private DateTime Local(DateTimeOffset t) => TimeZoneInfo.ConvertTime(t, zone).DateTime;

    private DateOnly DateOf(DateTimeOffset t) => DateOnly.FromDateTime(Local(t));
}
