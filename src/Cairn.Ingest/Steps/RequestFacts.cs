using System.Net;
using Cairn.Events;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Steps;

/// <summary>What the steps know of the request an event came in.</summary>
/// <param name="ReceivedAt">Whole milliseconds, UTC.</param>
/// <param name="SentAt">The client's clock when it sent the request, where the envelope carries it; else an event's own <c>sent_at</c> counts.</param>
/// <param name="UserAgent">The User-Agent header; null when there was none.</param>
/// <param name="Address">The caller's address; used for the country and for cookieless ids, never stored.</param>
public sealed record RequestFacts(
    ProjectId Project,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? SentAt,
    string? UserAgent,
    IPAddress? Address
)
{
    /// <summary>The request carries <c>DNT: 1</c> or <c>Sec-GPC: 1</c>.</summary>
    public bool HasOptedOut { get; init; }

    /// <summary>A time more than 5 minutes ahead becomes the time of receipt; else only what lies more than 24 hours ahead is refused.</summary>
    public bool IsFutureClamped { get; init; }

    /// <summary>Nothing will be stored: nothing is counted either.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>A policy to try; null: the project's own.</summary>
    public ProjectPrivacy? Privacy { get; init; }

    /// <summary>What the key may send; null: anything.</summary>
    public AllowedEvents? AllowedEvents { get; init; }
}
