namespace Cairn.Workspace.Keys;

public enum KeyOutcome
{
    Done,
    NotFound,

    /// <summary>The key opens more than whoever asks holds.</summary>
    AboveCaller,

    /// <summary>The key is revoked, came to its end, or was replaced already.</summary>
    Ended,
}

/// <summary>What came of a request about one key.</summary>
/// <param name="Key">As it is now; the successor after a rotation. Null unless done.</param>
/// <param name="Secret">Of a key just made; nobody can show it again.</param>
/// <param name="Replaced">The key before, after a rotation.</param>
public sealed record KeyResult(KeyOutcome Outcome, Key? Key = null, string? Secret = null, Key? Replaced = null);
