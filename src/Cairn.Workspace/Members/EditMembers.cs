using Cairn.Workspace.Access;
using Cairn.Workspace.Invitations;
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

/// <summary>What came of it.</summary>
/// <param name="Email">The member's; null: there is none.</param>
/// <param name="Before">The role before.</param>
/// <param name="Revoked">Invitations that ended with it.</param>
public sealed record MemberEdit(MemberChange Change, string? Email = null, Role? Before = null, int Revoked = 0);

/// <summary>Changes what members may do, and ends memberships. Open invitations that the member made and may not make any more are revoked. Two owners who remove each other go one after the other, so one of them stays.</summary>
public sealed class EditMembers(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    internal const long MembersLock = 0x4361_6972_6E02;

    /// <param name="project">Null: the role in the instance itself.</param>
    /// <param name="role">The new one; null: the membership ends.</param>
    /// <param name="by">The role of whoever asks.</param>
    public async Task<MemberEdit> RunAsync(int? project, Guid account, Role? role, Role by, CancellationToken cancellationToken)
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
            return new MemberEdit(MemberChange.NotFound);
        if (before > by || role > by)
            return new MemberEdit(MemberChange.AboveCaller, known.Email, before);
        if (before is Role.Owner && role is not Role.Owner && !await Owners.AreThereOthersAsync(db, project, account, cancellationToken))
            return new MemberEdit(MemberChange.LastOwner, known.Email, before);
        if (project is null)
            known.InstanceRole = role;
        else if (role is { } next)
            membership!.Role = next;
        else
            db.Memberships.Remove(membership!);
        await db.SaveChangesAsync(cancellationToken);
        var revoked = await EndInvitations.RunAsync(db, known, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return new MemberEdit(MemberChange.Done, known.Email, before, revoked);
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
