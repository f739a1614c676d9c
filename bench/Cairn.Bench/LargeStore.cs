using Cairn.Harness;
using Cairn.Sample;
using Cairn.Sample.Output;

namespace Cairn.Bench;

/// <summary>A data folder with a sample history of a known size, loaded through ingest as anybody would, and kept for the next time.</summary>
internal sealed class LargeStore(BenchOptions options)
{
    private string Mark => Path.Combine(options.Store, "bench-loaded");

    public string Folder => options.Store;

    /// <summary>Loads the history unless it is there. About 40 s per million events on two cores.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Mark))
            return;
        if (Directory.Exists(options.Store))
            Directory.Delete(options.Store, recursive: true);
        Console.Error.WriteLine($"  loading {options.StoredEvents:n0} events into {options.Store}");
        Directory.CreateDirectory(options.Store);
        await using var server = await ServerProcess.StartAsync(options.Store, cancellationToken);
        var history = new SampleHistory(
            new()
            {
                Events = options.StoredEvents,
                Days = BenchOptions.HistoryDays,
                End = BenchOptions.HistoryEnd,
            }
        );
        using var sender = new IngestSender(new(server.Url, ServerProcess.WriteKey));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var done = await sender.SendAsync(history, cancellationToken);
        if (done.Accepted + done.Duplicates != options.StoredEvents)
            throw new InvalidOperationException($"Loading went wrong: {done}");
        await ServerMetrics.WaitUntilDrainedAsync(server.Url, TimeSpan.FromMinutes(30), cancellationToken);
        Console.Error.WriteLine(
            $"  loaded: {options.StoredEvents / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:n0} events/s in the table"
        );
        await server.StopAsync();
        await File.WriteAllTextAsync(Mark, done.ToString(), cancellationToken);
    }
}
