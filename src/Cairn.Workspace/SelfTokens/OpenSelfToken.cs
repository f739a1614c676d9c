using System.Security.Cryptography;
using System.Text;
using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;

namespace Cairn.Workspace.SelfTokens;

/// <summary>Who comes with a token for one person? From memory, no database.</summary>
public static class OpenSelfToken
{
    /// <summary>The least role in the project that makes such tokens.</summary>
    public const Role Least = Role.Admin;

    /// <summary>Null when the token was not made here or was changed, is over, when all tokens of its project were ended since, and when the key or account that made it
    /// was revoked, has lost the role for it or was signed out everywhere.</summary>
    public static Caller? Run(KnownWorkspace workspace, string text, DateTimeOffset now)
    {
        if (SelfToken.Split(text) is not var (token, claims, signature))
            return null;
        if (workspace.FindProject(token.Project) is not { } project || workspace.FindMaker(token.MakerKind, token.Maker) is not { } maker)
            return null;
        var expected = SignSelfToken.Signature(claims, project, maker);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature)))
            return null;
        if (token.ExpiresAt <= now || maker.ExpiresAt <= now || !(maker.RoleIn(project.Id) >= Least))
            return null;
        return new Caller(
            CallerKind.SelfToken,
            maker.Id,
            maker.Name,
            InstanceRole: null,
            new Dictionary<ProjectId, Role> { [project.Id] = Role.Self }
        )
        {
            OnlyPerson = token.DistinctId,
            Maker = maker,
            Scopes = maker.Scopes,
        };
    }
}
