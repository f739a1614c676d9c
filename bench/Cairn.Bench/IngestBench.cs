using Cairn.Harness;

namespace Cairn.Bench;

/// <summary>Durable ingest: how many events a second, and are they all in the table afterwards, once each?</summary>
internal sealed class IngestBench(BenchOptions options)
{
    private static readonly TimeSpan _drain = TimeSpan.FromMinutes(3);

    /// <summary>Batches of 100 over 8 connections.</summary>
    public Task<IReadOnlyList<Figure>> BatchesAsync(CancellationToken cancellationToken) =>
        MeasureAsync("batches of 100, 8 connections", 8, 100, cancellationToken);

    /// <summary>One event per request over 32 connections.</summary>
    public Task<IReadOnlyList<Figure>> SinglesAsync(CancellationToken cancellationToken) =>
        MeasureAsync("single events, 32 connections", 32, 1, cancellationToken);

    private async Task<IReadOnlyList<Figure>> MeasureAsync(
        string load,
        int connections,
        int eventsPerRequest,
        CancellationToken cancellationToken
    )
    {
        var runs = new List<Run>();
        for (var i = 0; i < options.Runs; i++)
        {
            runs.Add(await RunAsync((uint)(0xBE000000 + i), connections, eventsPerRequest, cancellationToken));
            Console.Error.WriteLine($"  run {i + 1}: {runs[^1]}");
        }
        var size = $"{new EventTemplate(0, eventsPerRequest, DateTimeOffset.UtcNow).BytesPerEvent} bytes per event";
        var (throughput, latency) = eventsPerRequest > 1 ? ("≥ 60,000", "") : ("≥ 6,000", "≤ 60 ms");
        Figure Of(string name, string unit, Func<Run, double> value, string target = "", string note = "") =>
            new($"{name}, {load}", unit, [.. runs.Select(value)], target, note);
        return
        [
            eventsPerRequest > 1
                ? Of("durable ingest", "events/s", run => run.Load.EventsPerSecond, throughput, size)
                : Of("durable ingest", "requests/s", run => run.Load.RequestsPerSecond, throughput, size),
            Of("latency p50", "ms", run => run.Load.Latency(0.5) ?? double.NaN),
            Of("latency p95", "ms", run => run.Load.Latency(0.95) ?? double.NaN),
            Of("latency p99", "ms", run => run.Load.Latency(0.99) ?? double.NaN, latency),
            Of("until the last event is in the table", "s", run => run.Drain.TotalSeconds, "", "after the load ended"),
            Of("acknowledged but missing", "events", run => run.Load.Acknowledged - run.Stored.Events, "0"),
            Of("stored twice", "events", run => run.Stored.Rows - run.Stored.Events, "0"),
            Of("requests refused", "", run => run.Load.Refused, "0"),
            Of("memory, all processes, largest sum of RSS", "MB", run => run.Memory.Resident / 1e6, "≤ 2,500"),
            Of("memory, all processes, largest sum of PSS", "MB", run => run.Memory.Proportional / 1e6, "≤ 2,500"),
            Of("processor, server and engines", "cores", run => run.Cores, "", "of " + Environment.ProcessorCount),
        ];
    }

    private async Task<Run> RunAsync(uint number, int connections, int eventsPerRequest, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cb-").FullName;
        try
        {
            Run run;
            await using (var server = await ServerProcess.StartAsync(folder, cancellationToken))
            {
                await WarmUpAsync(server, connections, eventsPerRequest, cancellationToken);
                await using var memory = new MemoryWatch(server.Id);
                var before = ProcessTree.ProcessorTime(server.Id);
                var load = await new IngestLoad(server.Url.Port, number, connections, eventsPerRequest).RunAsync(
                    TimeSpan.FromSeconds(options.Seconds),
                    cancellationToken
                );
                var cores = (ProcessTree.ProcessorTime(server.Id) - before) / load.Elapsed;
                var ended = System.Diagnostics.Stopwatch.GetTimestamp();
                await ServerMetrics.WaitUntilDrainedAsync(server.Url, _drain, cancellationToken);
                run = new(load, System.Diagnostics.Stopwatch.GetElapsedTime(ended), default, memory.Peak, cores);
            }
            await using var stored = await StoredEvents.OpenAsync(folder, cancellationToken);
            return run with { Stored = await stored.CountAsync(number, cancellationToken) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Five seconds for the just-in-time compiler; numbered as another run.
    private static async Task WarmUpAsync(
        ServerProcess server,
        int connections,
        int eventsPerRequest,
        CancellationToken cancellationToken
    ) =>
        await new IngestLoad(server.Url.Port, 0x3A3A3A3A, connections, eventsPerRequest).RunAsync(
            TimeSpan.FromSeconds(5),
            cancellationToken
        );

    private sealed record Run(LoadResult Load, TimeSpan Drain, StoredCounts Stored, TreeMemory Memory, double Cores)
    {
        public override string ToString() =>
            $"{Load.EventsPerSecond:n0} events/s, {Load.RequestsPerSecond:n0} requests/s, p99 {Load.Latency(0.99):0.0} ms, {Load.Refused} refused, "
            + $"drained in {Drain.TotalSeconds:0.0} s, missing {Load.Acknowledged - Stored.Events}, twice {Stored.Rows - Stored.Events}, {Memory.Resident / 1e6:0} MB, {Cores:0.00} cores";
    }
}
