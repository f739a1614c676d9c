using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Keys;

/// <summary>A secret key, <c>csk_…</c>, of which only the hash is kept. For one project and one role.</summary>
public sealed class ApiKey
{
    public required Guid Id { get; init; }

    /// <summary>Null: every project, and the instance itself.</summary>
    public int? ProjectId { get; init; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key's UTF-8.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The first characters, so that people tell keys apart.</summary>
    public required string Hint { get; init; }
    public required Role Role { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
