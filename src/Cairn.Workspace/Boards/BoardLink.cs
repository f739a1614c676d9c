namespace Cairn.Workspace.Boards;

/// <summary>A public link to a board. Who has its token may read the board, and nothing else.</summary>
public sealed class BoardLink
{
    public required Guid Id { get; init; }
    public required Guid BoardId { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The account's e-mail address or the key's name.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
