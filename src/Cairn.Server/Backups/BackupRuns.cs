using System.Diagnostics;
using Cairn.Server.Settings;
using Cairn.Server.Starting;
using Cairn.Store.ClickHouse;
using Cairn.Workspace.Backups;
using Npgsql;

namespace Cairn.Server.Backups;

/// <summary>What is under way.</summary>
/// <param name="Act">making or verifying.</param>
internal sealed record BackupRun(string Act, DateTimeOffset StartedAt, BackupProgress Progress);

/// <summary>Makes, verifies and removes backups, one act at a time, and remembers how the last went.</summary>
internal sealed partial class BackupRuns(
    CairnSettings settings,
    MakeBackup make,
    VerifyBackup verify,
    KeepBackupFolders folders,
    StoreGate gate,
    TimeProvider time,
    ILogger<BackupRuns> log
)
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile BackupRun? _run;
    private volatile BackupFailure? _failure;
    private long _failures;

    /// <summary>Null: nothing.</summary>
    public BackupRun? Run => _run;

    /// <summary>Why the last act failed; null when it did not.</summary>
    public BackupFailure? Failure => _failure;

    /// <summary>Since the process began.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>How long the last backup took; null: none since the process began.</summary>
    public TimeSpan? LastTook { get; private set; }

    /// <param name="named">Null: the folder that the configuration names.</param>
    /// <exception cref="BackupException">It is no folder for backups.</exception>
    public BackupFolder Folder(string? named)
    {
        var path = Path.GetFullPath(named ?? settings.BackupFolder);
        var isInData = (path + "/").StartsWith(Path.GetFullPath(settings.DataFolder) + "/", StringComparison.Ordinal);
        if (isInData && path != Path.Combine(settings.DataFolder, "backups"))
            throw new BackupException(
                $"{path} is inside the data folder, which is what is backed up. Name a folder outside of it, best on another disk."
            );
        return new BackupFolder(path);
    }

    /// <summary>Makes a backup and, when wished, tries it.</summary>
    /// <exception cref="BackupException">It cannot be made, or another act is under way.</exception>
    public Task<BackupManifest> MakeAsync(BackupFolder folder, bool isFull, bool isVerified, CancellationToken cancellationToken) =>
        OneAsync(
            "making",
            async report =>
            {
                await gate.WaitAsync(cancellationToken);
                await folders.UsedAsync(folder.Path, cancellationToken);
                var started = Stopwatch.GetTimestamp();
                var made = await make.RunAsync(folder, isFull, report, cancellationToken);
                LastTook = Stopwatch.GetElapsedTime(started);
                LogMade(made.Id, made.Kind, made.Bytes >> 20, made.NewBytes >> 20, LastTook.Value.TotalSeconds);
                if (!isVerified)
                    return made;
                report(new BackupProgress("verifying", made.Bytes, made.Bytes));
                return await TryAsync(folder, made, cancellationToken);
            },
            folder
        );

    /// <exception cref="BackupException">There is no such backup, or another act is under way.</exception>
    public Task<BackupManifest> VerifyAsync(BackupFolder folder, string id, CancellationToken cancellationToken) =>
        OneAsync("verifying", _ => TryAsync(folder, Known(folder, id), cancellationToken), folder);

    /// <returns>Bytes set free.</returns>
    public Task<long> RemoveAsync(BackupFolder folder, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        OneAsync("removing", _ => Task.FromResult(folder.Remove(ids)), folder);

    private static BackupManifest Known(BackupFolder folder, string id) =>
        folder.Find(id) ?? throw new BackupException($"There is no backup {id} in {folder.Path}.");

    private async Task<BackupManifest> TryAsync(BackupFolder folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var tried = await verify.RunAsync(folder, manifest, cancellationToken);
        if (tried.Verification is { IsGood: true, Compared: var compared, Seconds: var seconds })
            LogGood(tried.Id, compared, seconds);
        else
            throw new BackupException($"The backup {manifest.Id} is not good. {string.Join(" ", tried.Verification!.Faults)}");
        return tried;
    }

    private async Task<T> OneAsync<T>(string act, Func<Action<BackupProgress>, Task<T>> workAsync, BackupFolder folder)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, CancellationToken.None))
            throw new BackupBusyException();
        try
        {
            var started = time.GetUtcNow();
            _run = new BackupRun(act, started, new BackupProgress("waiting", 0, 0));
            using var held = folder.Hold();
            folder.KeepErasures(settings.DataFolder);
            var result = await workAsync(progress => _run = new BackupRun(act, started, progress));
            _failure = null;
            return result;
        }
        catch (Exception e)
            when (e
                    is BackupException
                        or IOException
                        or InvalidDataException
                        or UnauthorizedAccessException
                        or ClickHouseException
                        or ClickHouseUnavailableException
                        or NpgsqlException
            )
        {
            Interlocked.Increment(ref _failures);
            _failure = new BackupFailure(time.GetUtcNow(), e.Message);
            LogFailed(e.Message);
            throw e as BackupException ?? new BackupException(e.Message, e);
        }
        finally
        {
            _run = null;
            _one.Release();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Backup {Id} ({Kind}) is made: {Mebibytes} MiB, {New} MiB of it new, in {Seconds:0.0} s."
    )]
    private partial void LogMade(string id, string kind, long mebibytes, long @new, double seconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Backup {Id} is good: restored in {Seconds:0.0} s, {Compared} answers are the same."
    )]
    private partial void LogGood(string id, int compared, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup failed. {Reason}")]
    private partial void LogFailed(string reason);
}

/// <summary>Why, and when.</summary>
internal sealed record BackupFailure(DateTimeOffset At, string Reason);

/// <summary>One backup, or one verification, at a time.</summary>
internal sealed class BackupBusyException()
    : Exception("A backup is being made, verified or removed already. Try again when that is done.");
