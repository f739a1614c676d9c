namespace Cairn.Insights.Compare;

/// <summary>A count of another vendor.</summary>
/// <param name="Hour">Whole hours since 1970, UTC, as the file's times and time zone say.</param>
public sealed record TheirCount(string Event, long Hour, long Count);

/// <summary>Stored events of one name.</summary>
/// <param name="Hour">When they happened: whole hours since 1970, UTC.</param>
/// <param name="CountedHour">When they were received, where that was more than an hour after they happened; else <paramref name="Hour"/>.</param>
/// <param name="Bots">Of these, with <c>$is_bot</c> true.</param>
public sealed record OurCount(string Event, long Hour, long CountedHour, long Count, long Bots);

/// <summary>What may explain a part of a difference.</summary>
/// <param name="Name">late, bots, edges, blocked, missing or unexplained.</param>
/// <param name="Explains">So much of the sum of the differences hour by hour. Of all causes together they are the whole.</param>
/// <param name="Behind">How many events stand behind it: late events there are, bots there are; else as <paramref name="Explains"/>.</param>
public sealed record Cause(string Name, long Explains, long Behind);

/// <summary>An hour of an event in both.</summary>
/// <param name="Ours">After the shift.</param>
public sealed record ComparedHour(DateTimeOffset T, long Theirs, long Ours);

/// <summary>An event in both.</summary>
/// <param name="Difference">The sum of the differences hour by hour, each without its sign, after the shift: what the causes explain.</param>
/// <param name="Verdict">same: they differ by at most a hundredth; explained: the likely causes leave at most a hundredth; open: more is left.</param>
public sealed record ComparedEvent(
    string Event,
    long Theirs,
    long Ours,
    long Difference,
    string Verdict,
    IReadOnlyList<Cause> Causes,
    IReadOnlyList<ComparedHour> Hours
);

/// <summary>Two vendors' numbers beside each other.</summary>
/// <param name="ShiftHours">An hour of the file is the hour so many later here: found by trying all from -14 to 14, 0 unless another explains at least half of all differences.</param>
/// <param name="DifferenceUnshifted">The sum of all differences hour by hour without the shift.</param>
/// <param name="Difference">With it.</param>
public sealed record ComparedCounts(int ShiftHours, long DifferenceUnshifted, long Difference, IReadOnlyList<ComparedEvent> Events);
