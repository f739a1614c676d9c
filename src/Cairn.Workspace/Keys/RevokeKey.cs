using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Ends a key of any kind at once. Doing so again is done, too.</summary>
public sealed class RevokeKey(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <param name="project">Null: a key of the instance.</param>
    public async Task<KeyResult> RunAsync(ProjectId? project, Guid id, Authority by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await ListKeys.FindAsync(db, project, id, cancellationToken) is not { } key)
            return new KeyResult(KeyOutcome.NotFound);
        if (!by.Covers(key))
            return new KeyResult(KeyOutcome.AboveCaller);
        key.RevokedAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return new KeyResult(KeyOutcome.Done, key);
    }
}
