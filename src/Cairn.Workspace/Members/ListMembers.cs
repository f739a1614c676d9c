using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Members;

/// <summary>An account that may see a project.</summary>
/// <param name="Role">The role the membership gives; of an inherited one, the role in the instance.</param>
/// <param name="IsInherited">By a role in the instance alone: the project cannot change it.</param>
/// <param name="SeenAt">When a session of the account was last used, to the minute; null: none lives.</param>
public sealed record Member(
    Guid Id,
    string Email,
    Role Role,
    bool IsInherited,
    bool HasSecondFactor,
    DateTimeOffset Since,
    DateTimeOffset? SeenAt
);

/// <summary>Who may see a project, and who may see the instance?</summary>
public sealed class ListMembers(IDbContextFactory<WorkspaceDb> databases)
{
    /// <summary>By e-mail address. Who has a role in the instance is a member of every project.</summary>
    public async Task<IReadOnlyList<Member>> OfProjectAsync(int project, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from account in db.Users
            join membership in db.Memberships.Where(m => m.ProjectId == project) on account.Id equals membership.AccountId into memberships
            from membership in memberships.DefaultIfEmpty()
            where membership != null || account.InstanceRole != null
            select new
            {
                account.Id,
                account.Email,
                account.InstanceRole,
                Role = (Role?)membership!.Role,
                account.TwoFactorEnabled,
                account.CreatedAt,
                Joined = (DateTimeOffset?)membership.CreatedAt,
                SeenAt = db.AccountSessions.Where(s => s.AccountId == account.Id).Max(s => (DateTimeOffset?)s.SeenAt),
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new Member(
                    row.Id,
                    row.Email ?? "",
                    row.Role ?? row.InstanceRole ?? Role.Viewer,
                    row.Role is null,
                    row.TwoFactorEnabled,
                    row.Joined ?? row.CreatedAt,
                    row.SeenAt
                ))
                .OrderBy(member => member.Email, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>By e-mail address: those with a role in the instance itself.</summary>
    public async Task<IReadOnlyList<Member>> OfInstanceAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db
            .Users.Where(a => a.InstanceRole != null)
            .Select(a => new
            {
                a.Id,
                a.Email,
                a.InstanceRole,
                a.TwoFactorEnabled,
                a.CreatedAt,
                SeenAt = db.AccountSessions.Where(s => s.AccountId == a.Id).Max(s => (DateTimeOffset?)s.SeenAt),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new Member(
                    row.Id,
                    row.Email ?? "",
                    row.InstanceRole!.Value,
                    IsInherited: false,
                    row.TwoFactorEnabled,
                    row.CreatedAt,
                    row.SeenAt
                ))
                .OrderBy(member => member.Email, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
