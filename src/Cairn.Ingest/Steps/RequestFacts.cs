using System.Net;
using Cairn.Events;

namespace Cairn.Ingest.Steps;

/// <summary>What the steps know of the request an event came in.</summary>
/// <param name="ReceivedAt">Whole milliseconds, UTC.</param>
/// <param name="SentAt">The client's clock when it sent the request, where the envelope carries it; else an event's own <c>sent_at</c> counts.</param>
/// <param name="UserAgent">The User-Agent header; null when there was none.</param>
/// <param name="Address">The caller's address; used for the country, never stored.</param>
public sealed record RequestFacts(
    ProjectId Project,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? SentAt,
    string? UserAgent,
    IPAddress? Address
)
{
    /// <summary>What the key may send; null: anything.</summary>
    public AllowedEvents? AllowedEvents { get; init; }
}
