namespace Cairn.Workspace.Keys;

/// <summary>What every key has, whatever it opens.</summary>
public abstract class Key
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>Events per second it may send; null: no bound. Not for API keys.</summary>
    public int? EventsPerSecond { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>From then on it opens nothing; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The key that a rotation made in its place.</summary>
    public Guid? ReplacedBy { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    public KeyKind Kind() =>
        this switch
        {
            WriteKey => KeyKind.Write,
            ApiKey { IsService: true } => KeyKind.Service,
            _ => KeyKind.Api,
        };

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
