namespace Cairn.Events;

/// <summary>Half open: <c>Start &lt;= t &lt; End</c>. Bucket edges inside it are midnights, Mondays and so on in <see cref="Zone"/>.</summary>
public sealed record TimeRange(DateTimeOffset Start, DateTimeOffset End, TimeZoneInfo Zone)
{
    /// <summary>Whether <paramref name="time"/> lies inside.</summary>
    public bool Contains(DateTimeOffset time) => Start <= time && time < End;
}
