using Cairn.Workspace.Audit;

namespace Cairn.Server.Backups;

/// <summary>Backups of before an erasure hold the person still: a fresh one is made and tried, and only then all older ones are removed.</summary>
internal sealed class ReplaceAfterErasure(BackupRuns runs, ShowBackups show, WriteAudit audit, TimeProvider time)
{
    /// <summary>Returns when no backup in the folder in use holds what was there before the call. Safe to call again.</summary>
    /// <exception cref="BackupException">The fresh backup failed or is not good; the older ones are still there.</exception>
    public async Task RunAsync(Guid erasureId, CancellationToken cancellationToken)
    {
        var folder = await show.FolderAsync(cancellationToken);
        var older = folder.Ids();
        if (older.Count == 0)
            return;
        var fresh = await runs.MakeAsync(folder, isFull: true, isVerified: true, cancellationToken);
        await runs.RemoveAsync(folder, older, cancellationToken);
        await audit.RunAsync(
            new AuditEntry
            {
                At = time.GetUtcNow(),
                ActorKind = ActorKind.System,
                ActorName = "erasure",
                Action = "backup.replaced",
                TargetKind = "backup",
                TargetId = fresh.Id,
                Details = $$"""{"erasure":"{{erasureId}}","removed":"{{older.Count}}"}""",
            },
            cancellationToken
        );
    }
}
