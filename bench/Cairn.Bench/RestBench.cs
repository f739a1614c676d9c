using Cairn.Harness;

namespace Cairn.Bench;

/// <summary>What Cairn costs while nobody asks: time to start, memory and processor time, with the large store.</summary>
internal sealed class RestBench(BenchOptions options)
{
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(30);
    private readonly LargeStore _store = new(options);

    /// <summary>From starting the process to a green <c>/readyz</c>.</summary>
    public async Task<IReadOnlyList<Figure>> ColdStartAsync(CancellationToken cancellationToken)
    {
        await _store.EnsureAsync(cancellationToken);
        var seconds = new List<double>();
        for (var run = 0; run < options.Runs; run++)
        {
            await using var server = await ServerProcess.StartAsync(_store.Folder, cancellationToken);
            seconds.Add(server.TimeToReady.TotalSeconds);
            Console.Error.WriteLine($"  run {run + 1}: {seconds[^1]:0.00} s");
        }
        return [new($"start to ready, {options.StoredEvents:n0} events stored", "s", seconds, "≤ 5", "page cache warm")];
    }

    /// <summary>Memory and processor time after half a minute of quiet.</summary>
    public async Task<IReadOnlyList<Figure>> IdleAsync(CancellationToken cancellationToken)
    {
        await _store.EnsureAsync(cancellationToken);
        var (memory, processor) = (new List<TreeMemory>(), new List<double>());
        for (var run = 0; run < options.Runs; run++)
        {
            await using var server = await ServerProcess.StartAsync(_store.Folder, cancellationToken);
            await Task.Delay(_settle, cancellationToken);
            var before = ProcessTree.ProcessorTime(server.Id);
            await Task.Delay(TimeSpan.FromSeconds(options.Seconds), cancellationToken);
            processor.Add(100 * (ProcessTree.ProcessorTime(server.Id) - before).TotalSeconds / options.Seconds);
            memory.Add(ProcessTree.Memory(server.Id));
            Console.Error.WriteLine(
                $"  run {run + 1}: {memory[^1].Resident / 1e6:0} MB RSS, {memory[^1].Proportional / 1e6:0} MB PSS, {processor[^1]:0.00} % of a core"
            );
        }
        return
        [
            new("idle memory, all processes, sum of RSS", "MB", [.. memory.Select(one => one.Resident / 1e6)], "≤ 700"),
            new(
                "idle memory, all processes, sum of PSS",
                "MB",
                [.. memory.Select(one => one.Proportional / 1e6)],
                "≤ 700",
                "shared pages counted once"
            ),
            new("idle processor time", "% of a core", processor, "≤ 2", $"over {options.Seconds} s"),
        ];
    }
}
