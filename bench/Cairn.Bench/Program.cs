using Cairn.Bench;
using Cairn.Harness;

// Everything here talks to 127.0.0.1 only, starts its own servers on folders of its own and ends only those.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var (options, asked) = BenchOptions.Read(args, ServerProgram.Repository);
    var ingest = new IngestBench(options);
    var rest = new RestBench(options);
    var verbs = new Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Figure>>>>
    {
        ["ingest-batches"] = ingest.BatchesAsync,
        ["ingest-single"] = ingest.SinglesAsync,
        ["trends"] = new TrendsBench(options).MeasureAsync,
        ["behaviour"] = new BehaviourBench(options).MeasureAsync,
        ["identity"] = new IdentityBench(options).MeasureAsync,
        ["keys"] = new KeysBench(options).MeasureAsync,
        ["cold-start"] = rest.ColdStartAsync,
        ["idle"] = rest.IdleAsync,
    };
    if (asked.FirstOrDefault(verb => !verbs.ContainsKey(verb)) is { } unknown)
        throw new FormatException($"Unknown verb {unknown}; known are {string.Join(", ", verbs.Keys)}. Without one, all are run.");
    foreach (var verb in asked.Count > 0 ? asked : [.. verbs.Keys])
    {
        Console.Error.WriteLine(verb);
        var report = new Report(verb, DateTimeOffset.UtcNow, Machine.Describe(), await verbs[verb](stop.Token));
        ReportFiles.Write(options.Out, report);
        Console.WriteLine(ReportFiles.Markdown(report));
    }
    return 0;
}
catch (Exception exception) when (exception is FormatException or InvalidOperationException or TimeoutException or ServerStartException)
{
    Console.Error.WriteLine($"cairn-bench: {exception.Message}");
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
