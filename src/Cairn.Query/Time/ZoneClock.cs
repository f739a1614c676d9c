namespace Cairn.Query.Time;

/// <summary>Between instants and a zone's clock. The one place that knows about gaps and doubled hours.</summary>
public static class ZoneClock
{
    /// <summary>What the zone's clock shows. Kind is Unspecified.</summary>
    public static DateTime Local(this TimeZoneInfo zone, DateTimeOffset instant) =>
        DateTime.SpecifyKind(instant.UtcDateTime + zone.GetUtcOffset(instant), DateTimeKind.Unspecified);

    /// <summary>The date the zone's clock shows.</summary>
    public static DateOnly Date(this TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(zone.Local(instant));

    /// <summary>The first instant of a date: midnight, the earlier one where midnight comes twice, and where clocks skip it the instant they do.</summary>
    public static DateTimeOffset StartOf(this TimeZoneInfo zone, DateOnly date) => zone.FirstInstant(date.ToDateTime(TimeOnly.MinValue));

    /// <summary>The first instant at which the clock shows <paramref name="local"/>; where it skips that time, the instant it does.</summary>
    public static DateTimeOffset FirstInstant(this TimeZoneInfo zone, DateTime local)
    {
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var before = zone.GetUtcOffset(asUtc.AddDays(-1));
        var after = zone.GetUtcOffset(asUtc.AddDays(1));
        var early = asUtc - Max(before, after);
        var late = asUtc - Min(before, after);
        if (zone.GetUtcOffset(early) == Max(before, after))
            return early;
        if (zone.GetUtcOffset(late) == Min(before, after))
            return late;
        // A gap: the clock jumps over this time somewhere in (early, late].
        return zone.NextChange(early, late) ?? late;

        static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
        static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }

    /// <summary>The instant in (after, until] at which the offset stops being what it is at <paramref name="after"/>; null when it is the same at
    /// <paramref name="until"/>. The span must be short enough to hold at most one change (they are weeks apart).</summary>
    public static DateTimeOffset? NextChange(this TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset until)
    {
        var offset = zone.GetUtcOffset(after);
        if (zone.GetUtcOffset(until) == offset)
            return null;
        var (low, high) = (after.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(middle)) == offset)
                low = middle;
            else
                high = middle;
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(high);
    }
}
