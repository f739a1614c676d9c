using System.Diagnostics;
using Cairn.Sample;
using Cairn.Sample.Output;

string[] historyOptions = ["--events", "--days", "--seed", "--end", "--duplicates", "--late"];
const string Usage = """
    cairn-sample write --out FOLDER [--format ndjson|csv] [history]
    cairn-sample send  --url URL --key WRITE_KEY [--connections N] [--skip EVENTS] [history]

    history: [--events 10000] [--days 90] [--seed 1] [--end 2026-11-20] [--duplicates 0.01] [--late 0.01]
    Equal options give equal bytes and equal event ids: what is sent twice is stored once.
    """;
try
{
    return args.FirstOrDefault() switch
    {
        "write" => Write(new Arguments(args.AsSpan(1), [.. historyOptions, "--out", "--format"])),
        "send" => await SendAsync(new Arguments(args.AsSpan(1), [.. historyOptions, "--url", "--key", "--connections", "--skip"])),
        _ => Help(),
    };
}
catch (Exception exception) when (exception is FormatException or ArgumentException or SendException or IOException)
{
    Console.Error.WriteLine($"cairn-sample: {exception.Message}");
    return 2;
}

int Help()
{
    Console.Error.WriteLine(Usage);
    return 2;
}

static SampleOptions Options(Arguments arguments) =>
    new()
    {
        Seed = (ulong)arguments.Number("--seed", 1),
        Events = (int)Math.Clamp(arguments.Number("--events", 10_000), int.MinValue, int.MaxValue),
        Days = (int)Math.Clamp(arguments.Number("--days", 90), int.MinValue, int.MaxValue),
        End = arguments.End(TimeProvider.System),
        Duplicates = arguments.Share("--duplicates"),
        Late = arguments.Share("--late"),
    };

static int Write(Arguments arguments)
{
    var folder = arguments.Required("--out");
    var options = Options(arguments);
    var history = new SampleHistory(options);
    var started = Stopwatch.GetTimestamp();
    if (arguments.Text("--format") is "csv")
    {
        using var csv = new CsvFiles(folder);
        foreach (var batch in history.Sessions())
            csv.Write(batch);
    }
    else
    {
        using var ndjson = new NdjsonFiles(folder);
        foreach (var batch in history.Sessions())
            ndjson.Write(batch);
    }
    NdjsonFiles.WritePlanted(folder, history.Planted);
    Report(options, started);
    return 0;
}

static async Task<int> SendAsync(Arguments arguments)
{
    var options = Options(arguments);
    if (!Uri.TryCreate(arguments.Required("--url"), UriKind.Absolute, out var url))
        throw new FormatException("--url must be a URL like http://127.0.0.1:5280.");
    var send = new SendOptions(url, arguments.Required("--key"), (int)arguments.Number("--connections", 4), arguments.Number("--skip", 0));
    using var sender = new IngestSender(send);
    var started = Stopwatch.GetTimestamp();
    using var timer = new Timer(_ => Console.Error.Write($"\r{sender.Progress.Sent:n0} of {options.Events:n0} events"), null, 500, 500);
    var done = await sender.SendAsync(new SampleHistory(options), CancellationToken.None);
    await timer.DisposeAsync();
    Console.Error.WriteLine(
        $"\r{done.Accepted:n0} accepted, {done.Duplicates:n0} there before, {done.Rejected:n0} rejected, {done.Retries:n0} retries"
    );
    if (done.FirstRejection is { } rejection)
        Console.Error.WriteLine($"first rejection: {rejection}");
    Report(options, started);
    return done.Rejected == 0 ? 0 : 1;
}

static void Report(SampleOptions options, long started)
{
    var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    Console.Error.WriteLine($"{options.Events:n0} events in {seconds:0.0} s ({options.Events / seconds:n0}/s)");
    Console.Error.WriteLine(
        $"again with: --seed {options.Seed} --events {options.Events} --days {options.Days} --end {options.End:yyyy-MM-dd'T'HH:mm:ss'Z'}"
    );
}
