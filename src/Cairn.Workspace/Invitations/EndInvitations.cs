using Cairn.Workspace.Accounts;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Invitations;

/// <summary>Revokes the open invitations of an account that it may not make any more: who knows the links could come back by them.</summary>
internal static class EndInvitations
{
    /// <summary>The least role that invites.</summary>
    private const Role Least = Role.Admin;

    /// <summary>After its roles were changed and saved, in the same transaction.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RunAsync(WorkspaceDb db, Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await db
            .Invitations.Where(i => i.MadeBy == account.Email && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .ToListAsync(cancellationToken);
        if (open.Count == 0)
            return 0;
        var roles = await db
            .Memberships.Where(m => m.AccountId == account.Id)
            .ToDictionaryAsync(m => m.ProjectId, m => m.Role, cancellationToken);
        var over = open.Where(i => !IsWithin(i, account.InstanceRole, roles)).ToList();
        foreach (var invitation in over)
            invitation.RevokedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        return over.Count;
    }

    private static bool IsWithin(Invitation invitation, Role? instance, Dictionary<int, Role> roles)
    {
        var reach = instance;
        if (invitation.ProjectId is { } project && roles.TryGetValue(project, out var role) && !(reach >= role))
            reach = role;
        return reach >= Least && reach >= invitation.Role;
    }
}
