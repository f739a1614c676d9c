using Cairn.Server.Settings;
using Cairn.Server.Starting;
using Cairn.Store.Folder;
using Cairn.Workspace.Audit;
using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>Makes a backup when one is due, tries it, and removes those the schedule does not keep. A run that was missed, because the server was down or it
/// failed, is made up for.</summary>
internal sealed class ScheduleBackups(
    BackupRuns runs,
    ReplaceAfterErasure replace,
    KeepBackupSchedule schedules,
    WriteAudit audit,
    StoreGate gate,
    CairnSettings settings,
    BackupMeter meter,
    DataFolder data,
    TimeProvider time,
    ILogger<ScheduleBackups> log
) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    /// <summary>After a failure: often enough to be done the same day, seldom enough to be no burden.</summary>
    private static readonly TimeSpan _again = TimeSpan.FromHours(1);

    private DateTimeOffset _notBefore;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.IsForOneCommand)
            return;
        await gate.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_every, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
                await replace.AgainAsync(stoppingToken);
            }
            catch (BackupBusyException) { } // somebody makes one by hand: look again in a minute
#pragma warning disable CA1031 // a schedule that dies of one failure is none; what it was is told, and tried again
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _notBefore = time.GetUtcNow() + _again;
                if (e is not BackupException) // those are told already
                    ScheduleLog.Failed(log, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One look at the clock.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var schedule = await schedules.ReadAsync(cancellationToken);
        meter.Schedule = schedule;
        var now = time.GetUtcNow();
        if (!schedule.IsOn || now < _notBefore)
            return false;
        var folder = runs.Folder(schedule.Folder);
        var due = schedule.DueBefore(now);
        // A new installation waits for its first hour: nobody wants a backup of an empty store at the first start.
        if (data.Marker?.CreatedAt is { } created && due < created)
            return false;
        if (folder.List().Any(b => b.Moment >= due && b.Verification is { IsGood: true }))
            return false;
        var made = await runs.MakeAsync(folder, isFull: false, isVerified: true, cancellationToken);
        await NoteAsync("backup.created", made.Id, cancellationToken);
        foreach (var spare in KeptBackups.Spare(folder.List(), schedule))
        {
            await runs.RemoveAsync(folder, [spare], cancellationToken);
            await NoteAsync("backup.deleted", spare, cancellationToken);
        }

        return true;
    }

    private Task NoteAsync(string action, string id, CancellationToken cancellationToken) =>
        audit.RunAsync(
            new AuditEntry
            {
                At = time.GetUtcNow(),
                ActorKind = ActorKind.System,
                ActorName = "schedule",
                Action = action,
                TargetKind = "backup",
                TargetId = id,
                Details = "{}",
            },
            cancellationToken
        );
}

internal static partial class ScheduleLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled backup failed; it is tried again in an hour.")]
    public static partial void Failed(ILogger logger, Exception exception);
}
