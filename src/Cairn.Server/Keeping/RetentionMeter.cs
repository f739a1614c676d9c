using System.Diagnostics.Metrics;

namespace Cairn.Server.Keeping;

/// <summary>What the rules took, and whether they still run.</summary>
internal sealed class RetentionMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _deleted;
    private readonly Counter<long> _archived;
    private long _lastTicks;

    public RetentionMeter(IMeterFactory meters, TimeProvider time)
    {
        _meter = meters.Create("Cairn.Retention");
        _deleted = _meter.CreateCounter<long>("cairn.retention.deleted_events", description: "Events deleted by retention rules.");
        _archived = _meter.CreateCounter<long>(
            "cairn.retention.archived_events",
            description: "Of those, events written to Parquet first."
        );
        _meter.CreateObservableGauge(
            "cairn.retention.last_run_age",
            () =>
                Interlocked.Read(ref _lastTicks) is > 0 and var ticks
                    ? [new Measurement<double>((time.GetUtcNow().UtcTicks - ticks) / (double)TimeSpan.TicksPerSecond)]
                    : Array.Empty<Measurement<double>>(),
            "s",
            "Since a run of retention rules came to its end, over all projects; absent before the first."
        );
    }

    public void Deleted(long events, long archived)
    {
        _deleted.Add(events);
        _archived.Add(archived);
    }

    public void Finished(DateTimeOffset at) => Interlocked.Exchange(ref _lastTicks, at.UtcTicks);

    public void Dispose() => _meter.Dispose();
}
