namespace Cairn.Query.Time;

/// <summary>Where hours, weeks, months and years begin.</summary>
public static class Calendar
{
    /// <summary>The instant the hour of <paramref name="instant"/> began: the clock showed a full hour then, or it was put forward or back then.</summary>
    public static DateTimeOffset StartOfHour(this TimeZoneInfo zone, DateTimeOffset instant)
    {
        var full = instant.AddTicks(-(zone.Local(instant).Ticks % TimeSpan.TicksPerHour));
        return zone.NextChange(full, instant) ?? full;
    }

    /// <summary>The instant the hour after the one of <paramref name="start"/> begins, by the same rule.</summary>
    public static DateTimeOffset NextHour(this TimeZoneInfo zone, DateTimeOffset start)
    {
        var next = start.AddTicks(TimeSpan.TicksPerHour - (zone.Local(start).Ticks % TimeSpan.TicksPerHour));
        return zone.NextChange(start, next) ?? next;
    }

    /// <summary>The first day of the date's week.</summary>
    public static DateOnly StartOfWeek(this DateOnly date, WeekStart weekStart) =>
        date.AddDays(-(weekStart == WeekStart.Monday ? ((int)date.DayOfWeek + 6) % 7 : (int)date.DayOfWeek));

    public static DateOnly StartOfMonth(this DateOnly date) => new(date.Year, date.Month, 1);

    public static DateOnly StartOfQuarter(this DateOnly date) => new(date.Year, date.Month - ((date.Month - 1) % 3), 1);

    public static DateOnly StartOfYear(this DateOnly date) => new(date.Year, 1, 1);

    /// <summary>Whether the zone's day begins at this instant.</summary>
    public static bool IsStartOfDay(this TimeZoneInfo zone, DateTimeOffset instant) => zone.StartOf(zone.Date(instant)) == instant;
}
