using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>Which backups are there, and how good are they?</summary>
internal sealed class ShowBackups(BackupRuns runs, KeepBackupSchedule schedules, KeepBackupFolders folders, TimeProvider time)
{
    /// <summary>Where backups lie now.</summary>
    public async Task<BackupFolder> FolderAsync(CancellationToken cancellationToken) =>
        runs.Folder((await schedules.ReadAsync(cancellationToken)).Folder);

    public async Task<BackupsAnswer> ListAsync(CancellationToken cancellationToken) =>
        await ListAsync(await FolderAsync(cancellationToken), cancellationToken);

    public async Task<BackupsAnswer> ListAsync(BackupFolder folder, CancellationToken cancellationToken)
    {
        var sound = folder.List();
        var byId = sound.ToDictionary(m => m.Id);
        var others = (await folders.ListAsync(cancellationToken)).Where(f => f.Path != folder.Path || f.StaleSince is not null);
        return new BackupsAnswer(
            [.. folder.Ids().Reverse().Select(id => byId.TryGetValue(id, out var m) ? BackupAnswer.Of(m) : BackupAnswer.Damaged(id))],
            Next: null,
            folder.Path,
            sound.SelectMany(m => m.Files).DistinctBy(f => f.Sha256).Sum(f => f.Bytes),
            LastGood(sound),
            Running(runs.Run),
            runs.Failure is { } failure ? new BackupFailureAnswer(failure.At, failure.Reason) : null,
            [.. others.Select(f => new BackupFolderAnswer(f.Path, f.LastUsedAt, f.StaleSince))]
        );
    }

    /// <summary>Null when there is no such backup.</summary>
    public async Task<BackupAnswer?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var folder = await FolderAsync(cancellationToken);
        try
        {
            return folder.Find(id) is { } manifest ? BackupAnswer.Of(manifest) : null;
        }
        catch (BackupException)
        {
            return BackupAnswer.Damaged(id);
        }
    }

    public async Task<BackupScheduleAnswer> ScheduleAsync(CancellationToken cancellationToken)
    {
        var s = await schedules.ReadAsync(cancellationToken);
        DateTimeOffset? next = s.IsOn ? s.DueBefore(time.GetUtcNow()).AddDays(1) : null;
        return new BackupScheduleAnswer(s.IsOn, s.Hour, s.KeepDaily, s.KeepWeekly, s.Folder, next);
    }

    /// <summary>The moment of the newest that was restored and found good.</summary>
    public static DateTimeOffset? LastGood(IReadOnlyList<BackupManifest> backups) =>
        backups.LastOrDefault(b => b.Verification is { IsGood: true })?.Moment;

    public static BackupRunAnswer? Running(BackupRun? run) =>
        run is null
            ? null
            : new BackupRunAnswer(run.Act, run.Progress.Phase, run.StartedAt, run.Progress.DoneBytes, run.Progress.TotalBytes);
}
