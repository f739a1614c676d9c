using Cairn.Insights.EventList;

namespace Cairn.Insights.People;

/// <summary>Who was there, latest first?</summary>
/// <param name="Search">A part of a distinct id or of a text among the person's properties; case does not count. Null: everybody.</param>
/// <param name="Limit">1..200.</param>
/// <param name="After">The last of the page before: when last seen, and the person's id.</param>
public sealed record PeopleSpec(string? Search, int Limit, EventCursor? After);
