using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Gives a key a successor with the same settings and lets the old one go on for a while, so that clients can change over without a gap.</summary>
public sealed class RotateKey(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    public const int MaxOverlapHours = 168;
    public const int DefaultOverlapHours = 24;

    /// <param name="overlap">So long the old key goes on, unless it ends earlier by itself; zero: it ends now. A key that was made to live for a while has a
    /// successor that lives as long.</param>
    public async Task<KeyResult> RunAsync(ProjectId? project, Guid id, TimeSpan overlap, Authority by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await ListKeys.FindAsync(db, project, id, cancellationToken) is not { } old)
            return new KeyResult(KeyOutcome.NotFound);
        if (!by.Covers(old))
            return new KeyResult(KeyOutcome.AboveCaller);
        // Two rotations at once must not leave two successors: the row is claimed first.
        if (!old.IsLive(now) || old.ReplacedBy is not null || !await ClaimAsync(db, old, cancellationToken))
            return new KeyResult(KeyOutcome.Ended);
        var settings = KeySettings.Of(old) with { ExpiresAt = old.ExpiresAt is { } end ? now + (end - old.CreatedAt) : null };
        var projectId = (int?)project?.Value;
        var (key, secret) = CreateKey.Add(db, projectId, old.Kind(), settings, now);
        await db.SaveChangesAsync(cancellationToken);
        old.ReplacedBy = key.Id;
        old.ExpiresAt = old.ExpiresAt < now + overlap ? old.ExpiresAt : now + overlap;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return new KeyResult(KeyOutcome.Done, key, secret, old);
    }

    /// <summary>Waits for whoever rotates the same key, and looks again.</summary>
    private static async Task<bool> ClaimAsync(WorkspaceDb db, Key old, CancellationToken cancellationToken)
    {
        var open =
            old is WriteKey
                ? db.Database.SqlQuery<Guid>(
                    $"SELECT id AS \"Value\" FROM write_keys WHERE id = {old.Id} AND replaced_by IS NULL FOR UPDATE"
                )
                : db.Database.SqlQuery<Guid>(
                    $"SELECT id AS \"Value\" FROM api_keys WHERE id = {old.Id} AND replaced_by IS NULL FOR UPDATE"
                );
        return (await open.ToListAsync(cancellationToken)).Count == 1;
    }
}
