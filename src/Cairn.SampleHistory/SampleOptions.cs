namespace Cairn.Sample;

/// <summary>Which history to make. Equal options give equal bytes, always.</summary>
public sealed record SampleOptions
{
    public const int MinEvents = 100;
    public const int MaxEvents = 50_000_000;

    /// <summary>Everything random follows from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Different events, exactly; 100 to 50,000,000. Duplicates come on top.</summary>
    public int Events { get; init; } = 10_000;

    /// <summary>Days of the product's life in its own time zone, the last one included; 1 to 1,500.</summary>
    public int Days { get; init; } = 90;

    /// <summary>Nothing happens at or after this moment. Half open. The last day may be cut short by it.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Share (0..0.2) of events that are sent a second time with the same id.</summary>
    public double Duplicates { get; init; }

    /// <summary>Share (0..0.2) of events that arrive out of order, a while after their neighbours.</summary>
    public double Late { get; init; }

    /// <summary>Whether anomalies are planted. Needs at least 14 days.</summary>
    public bool Anomalies { get; init; } = true;

    /// <summary>What is wrong with these options, as one sentence that names the option; null when nothing is.</summary>
    public string? Fault() =>
        Events is < MinEvents or > MaxEvents ? $"--events must be between {MinEvents} and {MaxEvents}; it is {Events}."
        : Days is < 1 or > 1500 ? $"--days must be between 1 and 1500; it is {Days}."
        : Duplicates is < 0 or > 0.2 ? $"--duplicates is a share between 0 and 0.2; it is {Duplicates}."
        : Late is < 0 or > 0.2 ? $"--late is a share between 0 and 0.2; it is {Late}."
        : null;

    /// <summary>One number for these options: event ids follow from it, so that a history sent twice doubles nothing, and two histories
    /// never share an id by being alike.</summary>
    internal ulong Fingerprint()
    {
        var print = SplitMix64.Mix(Seed + 0xCA12);
        foreach (var part in (ReadOnlySpan<ulong>)[(ulong)Events, (ulong)Days, (ulong)End.ToUnixTimeMilliseconds(), Anomalies ? 1UL : 0])
            print = SplitMix64.At(print, part);
        return print;
    }
}
