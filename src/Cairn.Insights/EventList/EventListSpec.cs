using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cairn.Query.Filters;
using Cairn.Query.Time;

namespace Cairn.Insights.EventList;

/// <summary>Which events happened, newest first?</summary>
/// <param name="From">Null: since ever.</param>
/// <param name="To">Null: until the latest.</param>
/// <param name="Limit">1..1,000.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
public sealed record EventListSpec(
    string? Event,
    string? DistinctId,
    RangePoint? From,
    RangePoint? To,
    Filter? Filter,
    int Limit,
    EventCursor? After
);

/// <summary>The last event of a page. The order (timestamp, sequence), both descending, has no ties, so pages neither overlap nor miss events of the
/// same instant.</summary>
public sealed record EventCursor(long TimestampMs, ulong Sequence)
{
    /// <summary>Opaque to clients.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{TimestampMs}.{Sequence}"));

    /// <summary>Null for anything that <see cref="ToString"/> did not make.</summary>
    public static EventCursor? Parse(string text)
    {
        if (text.Length > 100 || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            && Math.Abs(ms) < 10_000_000_000_000
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new EventCursor(ms, sequence)
            : null;
    }
}
