using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Invitations;

/// <summary>A link that makes somebody a member, once.</summary>
public sealed class Invitation
{
    public required Guid Id { get; init; }

    /// <summary>Null: into the instance itself, with a role in every project.</summary>
    public int? ProjectId { get; init; }
    public required Role Role { get; init; }

    /// <summary>Only who has this address may accept; null: whoever has the link.</summary>
    public string? Email { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The account's e-mail address or the key's name.</summary>
    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public string? AcceptedBy { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && RevokedAt is null && ExpiresAt > now;
}
