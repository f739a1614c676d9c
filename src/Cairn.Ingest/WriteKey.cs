using Cairn.Events;

namespace Cairn.Ingest;

/// <summary>A key that may send events to one project: a public write key, or a secret service key.</summary>
/// <param name="EventsPerSecond">The key's own limit; null: none. One second's worth may come at once.</param>
public sealed record WriteKey(string Key, ProjectId Project, int? EventsPerSecond)
{
    /// <summary>What people know the key by.</summary>
    public Guid Id { get; init; }

    /// <summary>The pages that may send; null: any.</summary>
    public AllowedOrigins? Origins { get; init; }

    /// <summary>The events it may send; null: any.</summary>
    public AllowedEvents? Events { get; init; }

    /// <summary>When it opens nothing any more; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The project takes no events.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Taken from the Authorization header only: addresses and bodies are logged and copied.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>Finds a write key; null when there is none such. Called on every request, so it answers from memory whenever it can.</summary>
public delegate ValueTask<WriteKey?> FindWriteKey(string key, CancellationToken cancellationToken);
