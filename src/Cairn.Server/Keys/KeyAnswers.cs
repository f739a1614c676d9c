using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keys;

/// <summary>A write key within its project.</summary>
internal sealed record WriteKeyAnswer(
    Guid Id,
    string Name,
    string Key,
    int? EventsPerSecond,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt
)
{
    public static WriteKeyAnswer Of(WriteKey key) =>
        new(key.Id, key.Name, key.Key, key.EventsPerSecond, key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}

/// <summary>A key of any kind. What the kind does not know is null.</summary>
/// <param name="Kind"><c>write</c>, <c>api</c> or <c>service</c>.</param>
/// <param name="Key">Write keys always; secret keys only in the answer that made them.</param>
/// <param name="Hint">How a secret key begins.</param>
/// <param name="Scopes">Of an API key; null: everything its role allows.</param>
/// <param name="Origins">Of a write key; null: any page may send.</param>
/// <param name="AllowWithoutOrigin">With origins: whether requests without an Origin pass too.</param>
/// <param name="Events">Of a write key: names and beginnings with a star; null: any event.</param>
/// <param name="LastUsedAt">To the minute.</param>
/// <param name="ReplacedBy">The key that a rotation made in its place; this one goes on until <paramref name="ExpiresAt"/>.</param>
internal sealed record KeyAnswer(
    string Kind,
    Guid Id,
    string Name,
    string? Key,
    string? Hint,
    string? Role,
    IReadOnlyList<string>? Scopes,
    int? RequestsPerMinute,
    int? EventsPerSecond,
    IReadOnlyList<string>? Origins,
    bool? AllowWithoutOrigin,
    IReadOnlyList<string>? Events,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    Guid? ReplacedBy,
    DateTimeOffset? RevokedAt
)
{
    public static KeyAnswer Of(Key key, string? secret = null)
    {
        var (write, api) = (key as WriteKey, key as ApiKey);
        return new(
            KindWord(key.Kind()),
            key.Id,
            key.Name,
            write?.Key ?? secret,
            api?.Hint,
            api?.Role is { } role ? RoleName.Of(role) : null,
            api?.Scopes,
            api?.RequestsPerMinute,
            key.EventsPerSecond,
            write?.Origins,
            write?.Origins is null ? null : write.AllowWithoutOrigin,
            write?.EventNames,
            key.CreatedAt,
            key.LastUsedAt,
            key.ExpiresAt,
            key.ReplacedBy,
            key.RevokedAt
        );
    }

    public static string KindWord(KeyKind kind) =>
        kind switch
        {
            KeyKind.Write => "write",
            KeyKind.Api => "api",
            _ => "service",
        };
}

/// <summary>Two keys for one, for a while.</summary>
/// <param name="Key">The successor; a secret is shown only here.</param>
/// <param name="Replaced">The key before; it ends at its <c>expiresAt</c>.</param>
internal sealed record RotatedKey(KeyAnswer Key, KeyAnswer Replaced);
