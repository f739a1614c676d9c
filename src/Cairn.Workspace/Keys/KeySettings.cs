using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Keys;

public enum KeyKind
{
    /// <summary><c>cwk_…</c>, public: sends events.</summary>
    Write,

    /// <summary><c>csk_…</c>, secret: reads and changes what its role allows.</summary>
    Api,

    /// <summary><c>csk_service_…</c>, secret: sends events from a server.</summary>
    Service,
}

/// <summary>What can be said of a key, already checked. What the kind does not know is null.</summary>
public sealed record KeySettings
{
    public const int MaxNameLength = 200;

    /// <summary>Entries of a list of origins or event names.</summary>
    public const int MaxEntries = 100;

    public required string Name { get; init; }

    /// <summary>API keys only, and there never null. Set when the key is made, never changed.</summary>
    public Role? Role { get; init; }

    /// <inheritdoc cref="ApiKey.Scopes" />
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <inheritdoc cref="ApiKey.RequestsPerMinute" />
    public int? RequestsPerMinute { get; init; }

    /// <inheritdoc cref="Key.EventsPerSecond" />
    public int? EventsPerSecond { get; init; }

    /// <inheritdoc cref="WriteKey.Origins" />
    public IReadOnlyList<string>? Origins { get; init; }

    /// <inheritdoc cref="WriteKey.AllowWithoutOrigin" />
    public bool AllowWithoutOrigin { get; init; }

    /// <inheritdoc cref="WriteKey.EventNames" />
    public IReadOnlyList<string>? EventNames { get; init; }

    /// <inheritdoc cref="Key.ExpiresAt" />
    public DateTimeOffset? ExpiresAt { get; init; }

    public static KeySettings Of(Key key) =>
        new()
        {
            Name = key.Name,
            Role = (key as ApiKey)?.Role,
            Scopes = (key as ApiKey)?.Scopes,
            RequestsPerMinute = (key as ApiKey)?.RequestsPerMinute,
            EventsPerSecond = key.EventsPerSecond,
            Origins = (key as WriteKey)?.Origins,
            AllowWithoutOrigin = (key as WriteKey)?.AllowWithoutOrigin ?? false,
            EventNames = (key as WriteKey)?.EventNames,
            ExpiresAt = key.ExpiresAt,
        };

    internal void Onto(Key key)
    {
        (key.Name, key.EventsPerSecond, key.ExpiresAt) = (Name, EventsPerSecond, ExpiresAt);
        if (key is WriteKey write)
            (write.Origins, write.AllowWithoutOrigin, write.EventNames) = (Origins?.ToArray(), AllowWithoutOrigin, EventNames?.ToArray());
        else if (key is ApiKey api)
            (api.Scopes, api.RequestsPerMinute) = (Scopes?.ToArray(), RequestsPerMinute);
    }
}
