using System.Diagnostics.Metrics;
using Cairn.Workspace.Erasing;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>How many erasures are in which state, and how often somebody's encrypted values were opened. States are counted once in 30 s.</summary>
internal sealed class ErasureMeter : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(30);
    private readonly Erasures _erasures;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _reads;
    private volatile IReadOnlyDictionary<string, long> _counts = ErasureStates.Words.ToDictionary(w => w, _ => 0L);

    public ErasureMeter(IMeterFactory meters, Erasures erasures, TimeProvider time)
    {
        (_erasures, _time) = (erasures, time);
        _meter = meters.Create("Cairn.Erasing");
        _reads = _meter.CreateCounter<long>("cairn.encryption.reads", description: "Requests that were shown decrypted values of persons.");
        _meter.CreateObservableGauge(
            "cairn.erasures",
            () => _counts.Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>("state", c.Key))),
            description: "Erasures by state."
        );
    }

    public void Read() => _reads.Add(1);

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, _time);
        do
        {
            try
            {
                _counts = await _erasures.CountAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // the numbers stay as they were
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
