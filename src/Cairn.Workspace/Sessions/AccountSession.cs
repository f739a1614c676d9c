namespace Cairn.Workspace.Sessions;

/// <summary>Somebody signed in with one browser. The row's end is the session's end.</summary>
public sealed class AccountSession
{
    /// <summary>Names the session in lists; opens nothing.</summary>
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of what the cookie carries.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The account's stamp: another one there ends the session.</summary>
    public required string Stamp { get; set; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>To the minute.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Where it was made from.</summary>
    public string? Address { get; init; }

    /// <summary>In words, e.g. "Firefox on Linux".</summary>
    public required string Browser { get; init; }

    /// <summary>How it was made: password, code, recovery_code, passkey, invitation, setup.</summary>
    public required string Method { get; init; }
}
