using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Invitations;

/// <summary>Makes, lists, finds and revokes invitations.</summary>
public sealed class Invite(IDbContextFactory<WorkspaceDb> databases, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Open ones of a project, or of the instance.</summary>
    public const int Most = 200;

    /// <returns>The invitation and its token, which nobody can show again; null when there are too many open ones.</returns>
    public async Task<(Invitation Invitation, string Token)?> RunAsync(
        int? project,
        Role role,
        string? email,
        string by,
        CancellationToken cancellationToken
    )
    {
        var (now, token) = (time.GetUtcNow(), KeyText.NewInvitationToken());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await Open(db, project, now).CountAsync(cancellationToken) >= Most)
            return null;
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now),
            ProjectId = project,
            Role = role,
            Email = email,
            Hash = KeyText.Hash(token),
            MadeBy = by,
            MadeAt = now,
            ExpiresAt = now + Life,
        };
        db.Invitations.Add(invitation);
        await db.SaveChangesAsync(cancellationToken);
        return (invitation, token);
    }

    /// <summary>Those that can still be accepted, newest first.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(int? project, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Open(db, project, time.GetUtcNow()).AsNoTracking().OrderByDescending(i => i.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Null for one that is unknown, accepted, revoked or over.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!KeyText.IsWellFormed(token, KeyText.InvitationPrefix))
            return null;
        var (hash, now) = (KeyText.Hash(token), time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Hash == hash, cancellationToken);
        return found?.IsOpen(now) is true ? found : null;
    }

    /// <param name="by">The role of whoever asks.</param>
    public async Task<InvitationEnd> RevokeAsync(int? project, Guid id, Role by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Invitations.SingleOrDefaultAsync(i => i.Id == id && i.ProjectId == project, cancellationToken);
        if (found is null || found.AcceptedAt is not null)
            return InvitationEnd.NotFound;
        if (found.Role > by)
            return InvitationEnd.AboveCaller;
        found.RevokedAt ??= now;
        await db.SaveChangesAsync(cancellationToken);
        return InvitationEnd.Done;
    }

    private static IQueryable<Invitation> Open(WorkspaceDb db, int? project, DateTimeOffset now) =>
        db.Invitations.Where(i => i.ProjectId == project && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
}

public enum InvitationEnd
{
    /// <summary>The link opens nothing from now on. Also said of one that was revoked before.</summary>
    Done,
    NotFound,

    /// <summary>It gives a higher role than its would-be revoker has.</summary>
    AboveCaller,
}
