using System.Diagnostics;

namespace Cairn.Harness;

/// <summary>What a load did.</summary>
/// <param name="Requests">Answered with 200.</param>
/// <param name="Acknowledged">Events the server said it accepted or had already.</param>
/// <param name="Refused">Requests with another answer, or none.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Latencies">Of the requests answered with 200, ascending, milliseconds.</param>
public sealed record LoadResult(long Requests, long Acknowledged, long Refused, TimeSpan Elapsed, double[] Latencies)
{
    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public double EventsPerSecond => Acknowledged / Elapsed.TotalSeconds;

    /// <summary>The latency that a share (0..1) of the requests did not exceed; null when there was none.</summary>
    public double? Latency(double share) => Percentile.Of(Latencies, share);
}

/// <summary>Exact percentiles of a sorted list, by the nearest rank.</summary>
public static class Percentile
{
    /// <returns>Null for an empty list.</returns>
    public static double? Of(IReadOnlyList<double> ascending, double share) =>
        ascending.Count == 0 ? null : ascending[Math.Clamp((int)Math.Ceiling(share * ascending.Count) - 1, 0, ascending.Count - 1)];
}

/// <summary>Sends numbered events over several connections, each waiting for its answer before it sends again.</summary>
public sealed class IngestLoad(int port, uint run, int connections, int eventsPerRequest)
{
    private long _next;

    /// <summary>Sends until the time is over, then waits for the answers under way.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var end = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var senders = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(end, cancellationToken), cancellationToken))
        );
        var elapsed = Stopwatch.GetElapsedTime(started);
        var latencies = senders.SelectMany(sender => sender.Ticks).Select(ticks => ticks * 1000.0 / Stopwatch.Frequency).ToArray();
        Array.Sort(latencies);
        return new(latencies.Length, senders.Sum(sender => sender.Acknowledged), senders.Sum(sender => sender.Refused), elapsed, latencies);
    }

    private async Task<(List<long> Ticks, long Acknowledged, long Refused)> SendAsync(long end, CancellationToken cancellationToken)
    {
        var template = new EventTemplate(run, eventsPerRequest, DateTimeOffset.UtcNow);
        using var connection = new IngestConnection(port);
        var ticks = new List<long>(100_000);
        var (acknowledged, refused) = (0L, 0L);
        while (Stopwatch.GetTimestamp() < end)
        {
            template.Number(Interlocked.Add(ref _next, eventsPerRequest) - eventsPerRequest);
            var sent = Stopwatch.GetTimestamp();
            var answer = await connection.SendAsync(template.Request, cancellationToken);
            if (answer.Status != 200)
            {
                refused++;
                continue;
            }
            ticks.Add(Stopwatch.GetTimestamp() - sent);
            acknowledged += answer.Number("\"accepted\""u8) + answer.Number("\"duplicates\""u8);
        }
        return (ticks, acknowledged, refused);
    }
}
