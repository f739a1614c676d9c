using Cairn.Events;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keys;

/// <summary>Why a request about a key is refused.</summary>
internal static class KeyProblems
{
    public static Problem Of(KeyOutcome outcome, Authority by) =>
        outcome switch
        {
            KeyOutcome.AboveCaller => new(
                403,
                "role_too_low",
                "Your role does not allow this.",
                by.Scopes is null
                    ? $"The key opens more than your own role, {RoleName.Of(by.Role)}."
                    : $"The key opens more than your own key: its role {RoleName.Of(by.Role)} and the scopes {string.Join(", ", by.Scopes.Order())}."
            ),
            KeyOutcome.Ended => new(
                409,
                "key_ended",
                "The key is revoked, came to its end, or was replaced already.",
                "Make a new key, or change its successor."
            ),
            _ => new(404, "unknown_key", "There is no such key here.", "GET …/keys lists them."),
        };
}
