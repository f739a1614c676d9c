using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Changes what a live key is called and what binds it; what it is and its role stay. Holds from the next request on.</summary>
public sealed class ChangeKey(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <param name="change">Given the key as it is, tells the settings as they shall be; null: they cannot be, and nothing changes.</param>
    public async Task<KeyResult?> RunAsync(
        ProjectId? project,
        Guid id,
        Authority by,
        Func<Key, KeySettings?> change,
        CancellationToken cancellationToken
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await ListKeys.FindAsync(db, project, id, cancellationToken) is not { } key)
            return new KeyResult(KeyOutcome.NotFound);
        if (!by.Covers(key))
            return new KeyResult(KeyOutcome.AboveCaller);
        if (!key.IsLive(time.GetUtcNow()))
            return new KeyResult(KeyOutcome.Ended);
        if (change(key) is not { } settings)
            return null;
        settings.Onto(key);
        if (!by.Covers(key))
            return new KeyResult(KeyOutcome.AboveCaller);
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return new KeyResult(KeyOutcome.Done, key);
    }
}
