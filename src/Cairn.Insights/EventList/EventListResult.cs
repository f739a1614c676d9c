using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cairn.Insights.EventList;

/// <summary>A page of events, newest first.</summary>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
public sealed record EventListResult(IReadOnlyList<EventItem> Items, string? Next);

/// <summary>One event as stored.</summary>
/// <param name="PersonId">The person after merges, in decimal digits: 64 bits do not fit a JavaScript number.</param>
/// <param name="SessionId">The client's own; null when it sent none.</param>
/// <param name="Groups">Group type to key.</param>
/// <param name="Properties">As received, with what the server added.</param>
public sealed record EventItem(
    Guid Id,
    string Event,
    string DistinctId,
    string PersonId,
    DateTimeOffset Timestamp,
    DateTimeOffset ReceivedAt,
    string? SessionId,
    JsonElement Groups,
    JsonElement Properties
)
{
    [JsonIgnore]
    internal EventCursor Cursor { get; init; } = new(0, 0);
}
