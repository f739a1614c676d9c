namespace Cairn.Workspace.Passwords;

/// <summary>A link that sets a new password. The row goes when it is used and when the password changes otherwise.</summary>
public sealed class PasswordReset
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
