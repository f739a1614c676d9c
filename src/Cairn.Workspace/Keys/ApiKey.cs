using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Keys;

/// <summary>A secret key, <c>csk_…</c>, of which only the hash is kept. For one project and one role; a service key for sending alone.</summary>
public sealed class ApiKey : Key
{
    /// <summary>Null: every project, and the instance itself.</summary>
    public int? ProjectId { get; init; }

    /// <summary>SHA-256 of the key's UTF-8.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The first characters, so that people tell keys apart.</summary>
    public required string Hint { get; init; }

    /// <summary>Sends events and reads nothing.</summary>
    public bool IsService { get; init; }

    /// <summary>Null for service keys only.</summary>
    public required Role? Role { get; init; }

    /// <summary>Of <see cref="KeyScopes"/>; null: everything the role allows.</summary>
    public string[]? Scopes { get; set; }

    /// <summary>Null: no bound.</summary>
    public int? RequestsPerMinute { get; set; }
}
