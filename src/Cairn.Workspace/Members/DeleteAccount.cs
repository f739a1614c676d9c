using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Invitations;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Members;

/// <summary>Deletes an account with its memberships, sessions, passkeys and secrets. What it made (reports, boards) stays, under its address as text.</summary>
public sealed class DeleteAccount(WorkspaceDb db, UserManager<Account> accounts, WorkspaceAccess access, TimeProvider time)
{
    /// <returns>Slugs of projects that nobody would own any more; "" stands for the instance. Empty: the account is deleted.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Account account, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({EditMembers.MembersLock})", cancellationToken);
        if (await OrphansAsync(account, cancellationToken) is { Count: > 0 } orphans)
            return orphans;
        await db.Memberships.Where(m => m.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
        account.InstanceRole = null;
        await EndInvitations.RunAsync(db, account, time.GetUtcNow(), cancellationToken);
        await accounts.DeleteAsync(account);
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return [];
    }

    private async Task<IReadOnlyList<string>> OrphansAsync(Account account, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(a => a.Id != account.Id && a.InstanceRole == Role.Owner, cancellationToken))
            return [];
        if (account.InstanceRole is Role.Owner)
            return [""];
        return await (
            from membership in db.Memberships
            join project in db.Projects on membership.ProjectId equals project.Id
            where membership.AccountId == account.Id && membership.Role == Role.Owner && project.DeletedAt == null
            where !db.Memberships.Any(m => m.ProjectId == project.Id && m.AccountId != account.Id && m.Role == Role.Owner)
            orderby project.Slug
            select project.Slug
        ).ToListAsync(cancellationToken);
    }
}
