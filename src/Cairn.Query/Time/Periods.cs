using Cairn.Events;

namespace Cairn.Query.Time;

/// <summary>What a range is compared with.</summary>
public static class Periods
{
    /// <summary>The period just before, as long as this one: as many months when it is whole months, else as many days when it is whole days (whatever
    /// their hours), else the same duration. It ends where the range starts.</summary>
    public static TimeRange Previous(this TimeRange range)
    {
        var zone = range.Zone;
        if (!zone.IsStartOfDay(range.Start) || !zone.IsStartOfDay(range.End))
            return range with { Start = range.Start - (range.End - range.Start), End = range.Start };
        var (start, end) = (zone.Date(range.Start), zone.Date(range.End));
        var before =
            start.Day == 1 && end.Day == 1
                ? start.AddMonths(-(((end.Year - start.Year) * 12) + end.Month - start.Month))
                : start.AddDays(start.DayNumber - end.DayNumber);
        return range with { Start = zone.StartOf(before), End = range.Start };
    }

    /// <summary>The same dates and times of day one year earlier; 29 February becomes 28 February.</summary>
    public static TimeRange YearBefore(this TimeRange range) =>
        range with
        {
            Start = range.Zone.FirstInstant(range.Zone.Local(range.Start).AddYears(-1)),
            End = range.Zone.FirstInstant(range.Zone.Local(range.End).AddYears(-1)),
        };

    /// <summary>The instant <paramref name="days"/> calendar days before: the same time of day, the first such instant.</summary>
    public static DateTimeOffset DaysBefore(this TimeZoneInfo zone, DateTimeOffset instant, int days) =>
        zone.FirstInstant(zone.Local(instant).AddDays(-days));
}
