using System.Text.Json.Serialization;

namespace Cairn.Events;

/// <summary>How long are a project's events kept? A rule for an event's name goes before the project's, whether it is longer or shorter.</summary>
/// <param name="KeepDays">Of every event without a rule of its own; null: for ever.</param>
/// <param name="Archive">What goes is written to Parquet files first.</param>
/// <param name="Events">No name twice.</param>
public sealed record KeepRules(int? KeepDays, bool Archive, IReadOnlyList<KeepEvent> Events)
{
    public const int MostDays = 36_500;

    /// <summary>Of a project that has none: nothing ever goes.</summary>
    public static KeepRules Everything { get; } = new(null, false, []);

    /// <summary>Whether anything ever goes.</summary>
    [JsonIgnore]
    public bool HasLimit => KeepDays is not null || Events.Any(e => e.KeepDays is not null);

    /// <summary>Null: for ever.</summary>
    public int? DaysOf(string name) => Events.FirstOrDefault(e => e.Event == name) is { } own ? own.KeepDays : KeepDays;

    /// <summary>The first moments that are kept at <paramref name="now"/>: midnights, UTC, so that a day goes whole and no clock change moves it.</summary>
    public KeepCutoffs CutoffsAt(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return new KeepCutoffs(Before(KeepDays), [.. Events.Select(e => new EventCutoff(e.Event, Before(e.KeepDays)))]);

        DateTimeOffset? Before(int? days) => days is { } d ? today.AddDays(-d) : null;
    }

    /// <summary>Whether some event may go that <paramref name="earlier"/> would have kept, or archived.</summary>
    public bool TakesMoreThan(KeepRules earlier)
    {
        if (!HasLimit)
            return false;
        var names = Events.Concat(earlier.Events).Select(e => e.Event).Distinct();
        return (earlier.Archive && !Archive)
            || IsShorter(KeepDays, earlier.KeepDays)
            || names.Any(name => IsShorter(DaysOf(name), earlier.DaysOf(name)));
    }

    private static bool IsShorter(int? days, int? than) => days is { } d && (than is not { } t || d < t);
}

/// <summary>The rule for one event's name.</summary>
/// <param name="KeepDays">Null: for ever.</param>
public sealed record KeepEvent(string Event, int? KeepDays);

/// <summary>What is past its time: events before these moments.</summary>
/// <param name="Default">Of names without a moment of their own; null: none of those is.</param>
public sealed record KeepCutoffs(DateTimeOffset? Default, IReadOnlyList<EventCutoff> Events)
{
    /// <summary>Nothing at or after it is past its time; null: nothing at all is.</summary>
    [JsonIgnore]
    public DateTimeOffset? Latest => Events.Select(e => e.Before).Append(Default).Max();

    public bool IsPast(string name, DateTimeOffset timestamp) =>
        timestamp < (Events.FirstOrDefault(e => e.Event == name) is { } own ? own.Before : Default);
}

/// <param name="Before">Null: none of that name is past its time.</param>
public sealed record EventCutoff(string Event, DateTimeOffset? Before);
