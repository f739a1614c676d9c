using System.Diagnostics.Metrics;
using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>How old is the last good backup, and do backups fail? Asked at every scrape; the folder is looked at once a minute.</summary>
internal sealed class BackupMeter : IDisposable
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);
    private readonly Meter _meter;
    private readonly BackupRuns _runs;
    private readonly TimeProvider _time;
    private (long At, DateTimeOffset? LastGood, int Count)? _seen;

    public BackupMeter(IMeterFactory meters, BackupRuns runs, TimeProvider time)
    {
        (_runs, _time) = (runs, time);
        _meter = meters.Create("Cairn.Backups");
        _meter.CreateObservableGauge(
            "cairn.backup.last_good_age",
            () => Look().LastGood is { } at ? (Measurement<double>[])[new((_time.GetUtcNow() - at).TotalSeconds)] : [],
            unit: "s",
            description: "Age of the newest backup that was restored and found good; absent: there is none."
        );
        _meter.CreateObservableGauge("cairn.backup.count", () => Look().Count, description: "Backups there are.");
        _meter.CreateObservableCounter("cairn.backup.failures", () => runs.Failures, description: "Backups that failed or were found bad.");
        _meter.CreateObservableGauge(
            "cairn.backup.duration",
            () => runs.LastTook is { } took ? (Measurement<double>[])[new(took.TotalSeconds)] : [],
            unit: "s",
            description: "What the last backup took, without its trial."
        );
    }

    /// <summary>Null: not asked yet. Set by whoever reads the schedule.</summary>
    public BackupSchedule? Schedule { get; set; }

    public void Dispose() => _meter.Dispose();

    private (long At, DateTimeOffset? LastGood, int Count) Look()
    {
        if (_seen is { } seen && _time.GetElapsedTime(seen.At) < _every)
            return seen;
        try
        {
            var backups = _runs.Folder(Schedule?.Folder).List();
            _seen = (_time.GetTimestamp(), ShowBackups.LastGood(backups), backups.Count);
        }
        catch (Exception e) when (e is BackupException or IOException or UnauthorizedAccessException)
        {
            _seen = (_time.GetTimestamp(), null, 0);
        }

        return _seen.Value;
    }
}
