using System.Diagnostics.Metrics;
using Cairn.Processes;
using Cairn.Store.Engine;
using Cairn.Workspace.Engine;

namespace Cairn.Server.Telemetry;

/// <summary>How do the engines do? Asked at every scrape.</summary>
internal sealed class EngineMeter : IDisposable
{
    private readonly Meter _meter;

    public EngineMeter(IMeterFactory meters, IClickHouse clickHouse, IPostgres postgres)
    {
        _meter = meters.Create("Cairn.Engines");
        (string Name, Func<EngineStatus> Status)[] engines = [("clickhouse", () => clickHouse.Status), ("postgres", () => postgres.Status)];
        _meter.CreateObservableGauge(
            "cairn.engine.up",
            () => engines.Select(e => Of(e.Name, e.Status().IsReady ? 1L : 0)),
            description: "1 while the engine answers."
        );
        _meter.CreateObservableCounter(
            "cairn.engine.restarts",
            () => engines.Select(e => Of(e.Name, e.Status().Restarts)),
            description: "How often the child was started again."
        );
        _meter.CreateObservableGauge(
            "cairn.engine.resident",
            () => engines.Where(e => e.Status().ResidentBytes is not null).Select(e => Of(e.Name, e.Status().ResidentBytes ?? 0)),
            unit: "By",
            description: "Resident memory of the child and its own children; absent for external servers."
        );
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Of(string engine, long value) => new(value, new KeyValuePair<string, object?>("engine", engine));
}
