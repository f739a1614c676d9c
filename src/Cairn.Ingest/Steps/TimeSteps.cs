using System.Globalization;
using System.Text.Json;

namespace Cairn.Ingest.Steps;

/// <summary>When it happened: read, corrected for a wrong client clock, kept within bounds.</summary>
internal static class TimeSteps
{
    /// <summary>A client clock within this of ours is taken as right, so that the network's milliseconds do not move honest times.</summary>
    private static readonly TimeSpan _clockTolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _maxAhead = TimeSpan.FromHours(24);
    private static readonly TimeSpan _clampAhead = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset _earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Numbers below are seconds since 1970, from here on milliseconds. As seconds it lies in the year 5138, as milliseconds in 1973.</summary>
    private const double FirstMilliseconds = 1e11;

    public static Rejection? ReadTimestamp(IncomingEvent e)
    {
        if (!e.Json.TryGetProperty("timestamp", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            e.Timestamp = e.Request.ReceivedAt;
            return null;
        }

        if (Parse(value) is not { } time)
            return new(
                DropReason.InvalidTimestamp,
                "timestamp must be ISO 8601 such as 2026-11-20T10:00:00.123Z, or seconds or milliseconds since 1970; leave it out for the time of receipt."
            );
        e.Timestamp = time;
        return null;
    }

    /// <summary>The event's distance from the moment of sending is right even when the client's clock is not:
    /// time = received − (sent − time). The time as sent is kept in <c>$client_timestamp</c>.</summary>
    public static Rejection? CorrectClock(IncomingEvent e)
    {
        if (
            (e.Request.SentAt ?? OwnSentAt(e.Json)) is not { } sentAt
            || !e.Json.TryGetProperty("timestamp", out var value)
            || value.ValueKind == JsonValueKind.Null
        )
            return null;
        var skew = e.Request.ReceivedAt - sentAt;
        if (skew.Duration() <= _clockTolerance)
            return null;
        KeepAsSent(e);
        var ticks = Math.Clamp(e.Timestamp.UtcTicks + skew.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks);
        e.Timestamp = WholeMilliseconds(new DateTimeOffset(ticks, TimeSpan.Zero));
        return null;
    }

    private static void KeepAsSent(IncomingEvent e)
    {
        if (e.IsTimeAsSentKept)
            return;
        e.IsTimeAsSentKept = true;
        e.Properties.Add(
            "$client_timestamp"u8,
            e.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        );
    }

    private static DateTimeOffset? OwnSentAt(JsonElement json) => json.TryGetProperty("sent_at", out var value) ? Parse(value) : null;

    public static Rejection? RequireInBounds(IncomingEvent e)
    {
        if (e.Timestamp < _earliest)
            return new(
                DropReason.InvalidTimestamp,
                "timestamp lies before the year 2000; check its unit (seconds or milliseconds since 1970)."
            );
        if (e.Request.IsFutureClamped && e.Timestamp > e.Request.ReceivedAt + _clampAhead)
        {
            KeepAsSent(e);
            e.Timestamp = e.Request.ReceivedAt;
        }

        if (e.Timestamp > e.Request.ReceivedAt + _maxAhead)
            return new(
                DropReason.InvalidTimestamp,
                "timestamp lies more than 24 hours in the future; check the client's clock, or send sent_at to have it corrected."
            );
        return null;
    }

    /// <summary>ISO 8601 (without an offset: UTC), or a number of seconds or milliseconds since 1970. Null when it is neither.</summary>
    internal static DateTimeOffset? Parse(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetDouble(out var number) ? FromEpoch(number) : null;
        if (value.ValueKind != JsonValueKind.String)
            return null;
        if (FieldSteps.Text(value) is not { } text || text.Length > 64)
            return null;
        // After the text is known to be sound: .NET throws at half a surrogate pair here.
        if (value.TryGetDateTimeOffset(out var exact) && HasOffset(text))
            return WholeMilliseconds(exact);
        if (
            double.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var epoch
            )
        )
            return FromEpoch(epoch);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        // ISO begins with a four-digit year; without this test .NET would read "12" or "Monday" as times.
        var isIso = text.Length >= 10 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[3]) && text[4] == '-';
        return isIso && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var time) ? WholeMilliseconds(time) : null;
    }

    /// <summary>.NET reads an ISO time without offset as local time; those go the other way and mean UTC.</summary>
    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');

    private static DateTimeOffset? FromEpoch(double number)
    {
        var milliseconds = Math.Abs(number) < FirstMilliseconds ? number * 1000 : number;
        // 253402300799999 is the last millisecond of the year 9999.
        return double.IsFinite(milliseconds) && milliseconds is >= 0 and <= 253402300799999
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(milliseconds))
            : null;
    }

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
