using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Harness;

namespace Cairn.Bench;

/// <summary>Two questions over the whole large store, asked over HTTP: events by day and by event name, and exact persons by day.</summary>
internal sealed class TrendsBench(BenchOptions options)
{
    private const int Asked = 30;
    private const int WarmUps = 3;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var store = new LargeStore(options);
        await store.EnsureAsync(cancellationToken);
        var (counts, persons, peaks) = (new List<double[]>(), new List<double[]>(), new List<TreeMemory>());
        for (var run = 0; run < options.Runs; run++)
        {
            await using var server = await ServerProcess.StartAsync(store.Folder, cancellationToken);
            await ServerMetrics.WaitUntilRewrittenAsync(server.Url, cancellationToken);
            await using var memory = new MemoryWatch(server.Id);
            counts.Add(await AskAsync(server, CountByEvent, expectedTotal: options.StoredEvents, cancellationToken));
            persons.Add(await AskAsync(server, PersonsByDay, expectedTotal: null, cancellationToken));
            peaks.Add(memory.Peak);
            Console.Error.WriteLine(
                $"  run {run + 1}: counts p95 {Percentile.Of(counts[^1], 0.95):0} ms, persons p95 {Percentile.Of(persons[^1], 0.95):0} ms"
            );
        }
        var size = $"{options.StoredEvents:n0} events, {BenchOptions.HistoryDays} days, {Asked} questions per run";
        Figure Of(string name, List<double[]> runs, double share, string target) =>
            new(name, "ms", [.. runs.Select(run => Percentile.Of(run, share)!.Value)], target, size);
        return
        [
            Of("count by day by event, p50", counts, 0.5, ""),
            Of("count by day by event, p95", counts, 0.95, "≤ 200"),
            Of("exact daily persons, p50", persons, 0.5, ""),
            Of("exact daily persons, p95", persons, 0.95, "≤ 700"),
            new("memory, all processes, largest sum of RSS", "MB", [.. peaks.Select(peak => peak.Resident / 1e6)], "≤ 2,500"),
        ];
    }

    private static object Range(int run) =>
        new
        {
            from = BenchOptions.HistoryEnd.AddDays(-BenchOptions.HistoryDays).AddHours(-1).AddSeconds(-run),
            to = BenchOptions.HistoryEnd,
        };

    // Each time a second more before the history begins: the same rows and answer, but no answer can come out of a cache.
    private static object CountByEvent(int run) =>
        new
        {
            kind = "trends",
            range = Range(run),
            interval = "day",
            breakdowns = new[]
            {
                new
                {
                    property = "event",
                    scope = "event",
                    limit = 50,
                },
            },
            series = new object[] { new { @event = (string?)null, measure = "count" } },
        };

    private static object PersonsByDay(int run) =>
        new
        {
            kind = "trends",
            range = Range(run),
            interval = "day",
            series = new object[] { new { @event = (string?)null, measure = "persons" } },
        };

    /// <summary>Milliseconds, ascending.</summary>
    private static async Task<double[]> AskAsync(
        ServerProcess server,
        Func<int, object> question,
        long? expectedTotal,
        CancellationToken cancellationToken
    )
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        var taken = new List<double>();
        for (var run = 0; run < WarmUps + Asked; run++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsJsonAsync($"/api/projects/{ServerProcess.Slug}/query", question(run), cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"The question was refused: {System.Text.Encoding.UTF8.GetString(body)}");
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.GetProperty("meta").GetProperty("cached").GetBoolean())
                throw new InvalidOperationException("The answer came out of a cache; the figure would mean nothing.");
            if (run == 0)
                Check(json.RootElement, expectedTotal);
            if (run >= WarmUps)
                taken.Add(milliseconds);
        }
        taken.Sort();
        return [.. taken];
    }

    // "Any event" passes over merges and the like, so a count is a little below the number of events; far below means a wrong question.
    private static void Check(JsonElement answer, long? expectedTotal)
    {
        var total = answer.GetProperty("series").EnumerateArray().Sum(series => series.GetProperty("total").GetDouble());
        if (expectedTotal is { } expected && (total < 0.9 * expected || total > expected))
            throw new InvalidOperationException($"The counts sum to {total:n0}, not to about {expected:n0}.");
    }
}
