using Cairn.Query.Running;

namespace Cairn.Insights.Live;

/// <summary>Who is there now, and what went on in the last minutes? From the store; all of it passes over $identify, $alias, $set, $group and $engagement.</summary>
/// <param name="Online">Who did something in the last five minutes, the latest first; at most 100.</param>
/// <param name="OnlineCount">All of them, also beyond those listed.</param>
/// <param name="Minutes">So many minutes the rest is about, the one that runs included.</param>
/// <param name="Persons">In these minutes, each counted once.</param>
/// <param name="PerMinute">Oldest first, empty minutes included; the last is not over.</param>
/// <param name="Countries">Of these minutes, most persons first; at most 250. A person seen in two countries counts in both.</param>
public sealed record LiveSummaryResult(
    IReadOnlyList<OnlinePerson> Online,
    long OnlineCount,
    int Minutes,
    long Persons,
    long Events,
    IReadOnlyList<LiveMinute> PerMinute,
    IReadOnlyList<LiveCountry> Countries,
    QueryMeta Meta
);

/// <param name="PersonId">In decimal digits: 64 bits do not fit a JavaScript number.</param>
/// <param name="DistinctId">Of the last event.</param>
/// <param name="LastPage">The path of the last page of these five minutes; null when no event was on a page.</param>
/// <param name="Country">The last one of these five minutes; null when it is not known.</param>
public sealed record OnlinePerson(
    string PersonId,
    string DistinctId,
    DateTimeOffset LastSeen,
    string LastEvent,
    string? LastPage,
    string? Country,
    long Events
);

/// <param name="T">When the minute began.</param>
public sealed record LiveMinute(DateTimeOffset T, long Events, long Persons);

/// <param name="Country">Two letters; null: not known.</param>
public sealed record LiveCountry(string? Country, long Persons, long Events);
