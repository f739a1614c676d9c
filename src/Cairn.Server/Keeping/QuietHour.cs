namespace Cairn.Server.Keeping;

/// <summary>When rules run: at three in the morning of the project's zone, every day.</summary>
internal static class QuietHour
{
    private static readonly TimeOnly _hour = new(3, 0);

    /// <summary>The last one at or before <paramref name="now"/>.</summary>
    public static DateTimeOffset Last(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Of(today, zone) is var hour && hour <= now ? hour : Of(today.AddDays(-1), zone);
    }

    /// <summary>The first one after <paramref name="now"/>.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Of(today, zone) is var hour && hour > now ? hour : Of(today.AddDays(1), zone);
    }

    /// <summary>Where clocks jump over three, an hour later; where they strike it twice, the second time.</summary>
    private static DateTimeOffset Of(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(_hour);
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
