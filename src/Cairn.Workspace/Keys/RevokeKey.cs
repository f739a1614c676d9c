using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

public enum Revocation
{
    /// <summary>The key opens nothing from now on. Also said of a key that was revoked before.</summary>
    Done,
    NotFound,

    /// <summary>The key holds a higher role than its would-be revoker.</summary>
    AboveCaller,
}

/// <summary>Ends a key of either kind.</summary>
public sealed class RevokeKey(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <param name="by">The role of whoever asks.</param>
    public async Task<Revocation> RunAsync(ProjectId project, Guid id, Role by, CancellationToken cancellationToken)
    {
        var (projectId, now) = ((int)project.Value, time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var writeKey = await db.WriteKeys.FirstOrDefaultAsync(k => k.Id == id && k.ProjectId == projectId, cancellationToken);
        var apiKey = writeKey is null
            ? await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id && k.ProjectId == projectId, cancellationToken)
            : null;
        if (apiKey?.Role > by)
            return Revocation.AboveCaller;
        if (writeKey is not null)
            writeKey.RevokedAt ??= now;
        else if (apiKey is not null)
            apiKey.RevokedAt ??= now;
        else
            return Revocation.NotFound;
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return Revocation.Done;
    }
}
