namespace Cairn.Processes;

/// <summary>How long to wait before the next start of a child that died: 0.1 s, doubling up to 30 s; from the beginning again after it ran for a
/// minute.</summary>
public sealed class Backoff
{
    public static TimeSpan First { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan Forgiven { get; } = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;

    /// <summary>The wait after a run of <paramref name="ran"/>.</summary>
    public TimeSpan Next(TimeSpan ran)
    {
        if (ran >= Forgiven)
            _next = First;
        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }
}
