using Cairn.Workspace.Audit;
using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>Backups of before an erasure hold the person still: in every folder that has some a fresh one is made and tried, and only then all older ones of that
/// folder are removed. Where there is no backup, there is nothing to do.</summary>
internal sealed partial class ReplaceAfterErasure(
    BackupRuns runs,
    ShowBackups show,
    KeepBackupFolders folders,
    WriteAudit audit,
    TimeProvider time,
    ILogger<ReplaceAfterErasure> log
)
{
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(1);

    /// <summary>A folder that is there and refuses: often enough to be done the same day, seldom enough to be no burden.</summary>
    private static readonly TimeSpan _again = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _notBefore = [];

    /// <summary>Returns when no backup that was begun before the call is left in any folder that can be reached. Safe to call again.</summary>
    /// <returns>Folders that were used once and cannot be reached, or refuse: they are tried again by <see cref="AgainAsync"/>.</returns>
    /// <exception cref="BackupException">A fresh backup in the folder now in use failed or is not good; the older ones are still there.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<Guid> erasures, CancellationToken cancellationToken)
    {
        var why = string.Join(' ', erasures);
        while (runs.Run is not null) // it may be making one of before
            await Task.Delay(_turn, time, cancellationToken);
        var current = (await show.FolderAsync(cancellationToken)).Path;
        var used = (await folders.ListAsync(cancellationToken)).Select(f => f.Path).ToHashSet();
        var missed = new List<string>();
        foreach (var path in used.Append(current).Append(runs.Folder(null).Path).Distinct().OrderByDescending(p => p == current))
        {
            var folder = new BackupFolder(path);
            if (used.Contains(path) && !folder.IsThere)
            {
                await folders.StaleAsync(path, cancellationToken);
                missed.Add(path);
                continue;
            }

            try
            {
                await ReplaceAsync(folder, why, cancellationToken);
            }
            catch (BackupException) when (path != current) // told by the log already
            {
                await folders.StaleAsync(path, cancellationToken);
                missed.Add(path);
            }
        }

        if (missed.Count > 0)
            LogMissed(string.Join(", ", missed));
        return missed;
    }

    /// <summary>Sees to folders that an erasure could not reach and that are there now. For one caller.</summary>
    public async Task AgainAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, since) in (await folders.ListAsync(cancellationToken)).Select(f => (f.Path, f.StaleSince)))
        {
            var folder = new BackupFolder(path);
            if (since is null || !folder.IsThere || time.GetUtcNow() < _notBefore.GetValueOrDefault(path))
                continue;
            _notBefore[path] = time.GetUtcNow() + _again;
            try
            {
                await ReplaceAsync(folder, $"stale since {since:u}", cancellationToken);
            }
            catch (BackupException) { } // told by the log already
        }
    }

    private async Task ReplaceAsync(BackupFolder folder, string why, CancellationToken cancellationToken)
    {
        if (folder.Ids().Count > 0)
        {
            var fresh = await FreeAsync(() => runs.MakeAsync(folder, isFull: true, isVerified: true, cancellationToken), cancellationToken);
            // All that are there now: one that was under way when this began is among them, and a clock that was set back hides none.
            var older = folder.Ids().Where(id => id != fresh.Id).ToList();
            await FreeAsync(() => runs.RemoveAsync(folder, older, cancellationToken), cancellationToken);
            await NoteAsync(fresh.Id, older.Count, why, cancellationToken);
        }

        await folders.CleanAsync(folder.Path, cancellationToken);
    }

    private Task NoteAsync(string id, int removed, string why, CancellationToken cancellationToken) =>
        audit.RunAsync(
            new AuditEntry
            {
                At = time.GetUtcNow(),
                ActorKind = ActorKind.System,
                ActorName = "erasure",
                Action = "backup.replaced",
                TargetKind = "backup",
                TargetId = id,
                Details = $$"""{"erasures":"{{why}}","removed":"{{removed}}"}""",
            },
            cancellationToken
        );

    /// <summary>Waits its turn: the schedule or somebody else may be at it.</summary>
    private async Task<T> FreeAsync<T>(Func<Task<T>> workAsync, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await workAsync();
            }
            catch (BackupBusyException)
            {
                await Task.Delay(_turn, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Backups in {Folders} hold erased persons and could not be replaced. They are replaced as soon as the folders can be written; `cairn backups --forget FOLDER` if one is gone for good."
    )]
    private partial void LogMissed(string folders);
}
