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
    DateTimeOffset? RevokedAt
)
{
    public static WriteKeyAnswer Of(WriteKey key) => new(key.Id, key.Name, key.Key, key.EventsPerSecond, key.CreatedAt, key.RevokedAt);
}

/// <summary>A key of either kind.</summary>
/// <param name="Kind"><c>write</c> or <c>api</c>.</param>
/// <param name="Key">Write keys always; API keys only in the answer that made them.</param>
/// <param name="Hint">How an API key begins.</param>
/// <param name="LastUsedAt">API keys only, to the minute.</param>
internal sealed record KeyAnswer(
    string Kind,
    Guid Id,
    string Name,
    string? Key,
    string? Hint,
    string? Role,
    int? EventsPerSecond,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt
)
{
    public static KeyAnswer Of(WriteKey key) =>
        new("write", key.Id, key.Name, key.Key, null, null, key.EventsPerSecond, key.CreatedAt, null, key.RevokedAt);

    public static KeyAnswer Of(ApiKey key, string? secret = null) =>
        new("api", key.Id, key.Name, secret, key.Hint, RoleName.Of(key.Role), null, key.CreatedAt, key.LastUsedAt, key.RevokedAt);
}
