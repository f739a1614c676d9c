using System.Text.Json.Nodes;
using Cairn.Insights.EventList;

namespace Cairn.Insights.People;

/// <summary>A page of persons, those seen latest first.</summary>
public sealed record PeopleResult(IReadOnlyList<PersonItem> Items, string? Next);

/// <param name="Id">In decimal digits: 64 bits do not fit a JavaScript number.</param>
/// <param name="DistinctIds">At most ten, in order of their bytes.</param>
/// <param name="Events">All of them, those included that are no behaviour.</param>
public sealed record PersonItem(
    string Id,
    IReadOnlyList<string> DistinctIds,
    JsonObject Properties,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long Events
);

/// <summary>One person.</summary>
/// <param name="DistinctIds">At most 1,000, the first seen first.</param>
/// <param name="DistinctIdCount">All of them.</param>
/// <param name="Sessions">The client's own, and runs of behaviour events with gaps under 30 minutes.</param>
public sealed record PersonProfile(
    string Id,
    IReadOnlyList<string> DistinctIds,
    long DistinctIdCount,
    JsonObject Properties,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long Events,
    long Pageviews,
    long Sessions,
    IReadOnlyList<PersonEventCount> TopEvents
);

/// <summary>One of a person's most frequent events.</summary>
public sealed record PersonEventCount(string Name, long Count);

/// <summary>What a person did, session by session, newest first.</summary>
/// <param name="IsWhole">False when the person has more events than are looked at; only the newest are then listed.</param>
public sealed record TimelineResult(IReadOnlyList<TimelineSession> Items, string? Next, bool IsWhole);

/// <summary>One session.</summary>
/// <param name="SessionId">The client's own; null for a run of events without one.</param>
/// <param name="EventCount">Its events; those listed may be fewer.</param>
/// <param name="Events">Newest first.</param>
public sealed record TimelineSession(
    string? SessionId,
    DateTimeOffset Start,
    DateTimeOffset End,
    long EventCount,
    IReadOnlyList<EventItem> Events
);
