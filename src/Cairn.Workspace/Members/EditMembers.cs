using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Members;

public enum MemberChange
{
    Done,
    NotFound,

    /// <summary>The member holds, or would hold, a higher role than whoever asks.</summary>
    AboveCaller,

    /// <summary>Nobody would own it any more.</summary>
    LastOwner,
}

/// <summary>Changes what members may do, and ends memberships. Two owners who remove each other go one after the other, so one of them stays.</summary>
public sealed class EditMembers(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access)
{
    internal const long MembersLock = 0x4361_6972_6E02;

    /// <param name="project">Null: the role in the instance itself.</param>
    /// <param name="role">The new one; null: the membership ends.</param>
    /// <param name="by">The role of whoever asks.</param>
    /// <returns>What came of it, and the member's e-mail address and role before, where there was one.</returns>
    public async Task<(MemberChange Change, string? Email, Role? Before)> RunAsync(
        int? project,
        Guid account,
        Role? role,
        Role by,
        CancellationToken cancellationToken
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({MembersLock})", cancellationToken);
        var known = await db.Users.SingleOrDefaultAsync(a => a.Id == account, cancellationToken);
        var membership = await db.Memberships.SingleOrDefaultAsync(
            m => m.AccountId == account && m.ProjectId == project,
            cancellationToken
        );
        var before = project is null ? known?.InstanceRole : membership?.Role;
        if (known is null || before is null)
            return (MemberChange.NotFound, null, null);
        if (before > by || role > by)
            return (MemberChange.AboveCaller, known.Email, before);
        if (before is Role.Owner && role is not Role.Owner && !await Owners.AreThereOthersAsync(db, project, account, cancellationToken))
            return (MemberChange.LastOwner, known.Email, before);
        if (project is null)
            known.InstanceRole = role;
        else if (role is { } next)
            membership!.Role = next;
        else
            db.Memberships.Remove(membership!);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return (MemberChange.Done, known.Email, before);
    }
}

/// <summary>Does somebody else own it too? An owner of the instance owns every project.</summary>
internal static class Owners
{
    public static async Task<bool> AreThereOthersAsync(WorkspaceDb db, int? project, Guid but, CancellationToken cancellationToken) =>
        await db.Users.AnyAsync(a => a.Id != but && a.InstanceRole == Role.Owner, cancellationToken)
        || (
            project is { } id
            && (
                await db.Memberships.AnyAsync(m => m.ProjectId == id && m.AccountId != but && m.Role == Role.Owner, cancellationToken)
                // Who leaves the project by name alone still owns it.
                || await db.Users.AnyAsync(a => a.Id == but && a.InstanceRole == Role.Owner, cancellationToken)
            )
        );
}
