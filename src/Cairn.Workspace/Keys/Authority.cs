using Cairn.Workspace.Roles;

namespace Cairn.Workspace.Keys;

/// <summary>What somebody who hands out, changes or ends keys holds themselves: nobody touches a key that opens more.</summary>
/// <param name="Scopes">Null: no bound.</param>
public sealed record Authority(Role Role, IReadOnlySet<string>? Scopes)
{
    /// <summary>Keys without a role send events, which everybody who manages keys may hand out.</summary>
    public bool Covers(Role? role, IReadOnlyCollection<string>? scopes) =>
        role is null || (role <= Role && KeyScopes.Covers(Scopes, scopes));

    internal bool Covers(Key key) => key is not ApiKey api || Covers(api.Role, api.Scopes);
}
