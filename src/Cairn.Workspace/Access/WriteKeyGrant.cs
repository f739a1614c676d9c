using Cairn.Events;

namespace Cairn.Workspace.Access;

/// <summary>What a write key or a service key opens: sending events to one project.</summary>
/// <param name="KeyId">Names the key in counters and logs; the key itself never goes there.</param>
/// <param name="EventsPerSecond">The key's own bound; null: none.</param>
public sealed record WriteKeyGrant(Guid KeyId, ProjectContext Project, int? EventsPerSecond)
{
    /// <summary>The pages that may send; null: any.</summary>
    public AllowedOrigins? Origins { get; init; }

    /// <summary>The events it may send; null: any.</summary>
    public AllowedEvents? Events { get; init; }

    /// <summary>When it opens nothing any more; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The project takes no events.</summary>
    public bool IsArchived { get; init; }

    /// <summary>A service key: comes from a server, in the Authorization header only.</summary>
    public bool IsSecret { get; init; }
}
