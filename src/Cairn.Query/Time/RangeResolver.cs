using Cairn.Events;

namespace Cairn.Query.Time;

/// <summary>Turns a range as asked into instants.</summary>
/// <param name="Zone">The range's zone, or the project's.</param>
/// <param name="Now">The moment of asking.</param>
/// <param name="Stored">First and last event of the project, both included; null when it has none. Needed only for <c>all</c>.</param>
public sealed record RangeResolver(TimeZoneInfo Zone, DateTimeOffset Now, (DateTimeOffset First, DateTimeOffset Last)? Stored = null)
{
    /// <summary>The range, half open; null when it is empty or runs backwards.</summary>
    public TimeRange? Resolve(RangeSpec spec)
    {
        var start = Start(spec.From, spec.WeekStart);
        var end = spec.To is { } to ? End(to, spec.WeekStart) : EndOf(spec.From, spec.WeekStart);
        return start < end ? new TimeRange(start, end, Zone) : null;
    }

    private DateOnly Today => Zone.Date(Now);

    private DateTimeOffset Start(RangePoint point, WeekStart weekStart) =>
        point switch
        {
            RangePoint.Relative r => UnitStart(r.Unit, r.Count - 1, weekStart),
            RangePoint.Named n => UnitStart(n.Unit, n.Back, weekStart),
            RangePoint.Date d => Zone.StartOf(d.Day),
            RangePoint.Instant i => i.At,
            RangePoint.Clock c => Zone.FirstInstant(c.At),
            RangePoint.Now => Now,
            _ => Zone.StartOf(Zone.Date(Stored?.First ?? Now)),
        };

    private DateTimeOffset End(RangePoint point, WeekStart weekStart) =>
        point switch
        {
            RangePoint.Named n => UnitStart(n.Unit, n.Back - 1, weekStart),
            RangePoint.Date d => Zone.StartOf(d.Day.AddDays(1)),
            _ => Start(point, weekStart),
        };

    /// <summary>Where a range without <c>to</c> ends.</summary>
    private DateTimeOffset EndOf(RangePoint from, WeekStart weekStart) =>
        from switch
        {
            RangePoint.Relative { Unit: RangeUnit.Minute } => UnitStart(RangeUnit.Minute, -1, weekStart),
            RangePoint.Relative { Unit: RangeUnit.Hour } or RangePoint.Named { Unit: RangeUnit.Hour, Back: 0 } => UnitStart(
                RangeUnit.Hour,
                -1,
                weekStart
            ),
            RangePoint.Named { Back: > 0 } => End(from, weekStart),
            RangePoint.All when Stored is { } stored && stored.Last > Now => Zone.StartOf(Zone.Date(stored.Last).AddDays(1)),
            _ => Zone.StartOf(Today.AddDays(1)),
        };

    /// <summary>When the unit that lies <paramref name="back"/> units before the current one begins; negative counts forward.</summary>
    private DateTimeOffset UnitStart(RangeUnit unit, int back, WeekStart weekStart)
    {
        var ms = Now.ToUnixTimeMilliseconds();
        return unit switch
        {
            RangeUnit.Minute => DateTimeOffset.FromUnixTimeMilliseconds(ms - (ms % 60_000)).AddMinutes(-back),
            RangeUnit.Hour => Hour(back),
            RangeUnit.Day => Zone.StartOf(Today.AddDays(-back)),
            RangeUnit.Week => Zone.StartOf(Today.StartOfWeek(weekStart).AddDays(-7 * back)),
            RangeUnit.Month => Zone.StartOf(Today.StartOfMonth().AddMonths(-back)),
            RangeUnit.Quarter => Zone.StartOf(Today.StartOfQuarter().AddMonths(-3 * back)),
            _ => Zone.StartOf(Today.StartOfYear().AddYears(-back)),
        };
    }

    private DateTimeOffset Hour(int back)
    {
        var current = Zone.StartOfHour(Now);
        return back < 0 ? Zone.NextHour(current) : Zone.StartOfHour(Now.AddHours(-back));
    }
}
