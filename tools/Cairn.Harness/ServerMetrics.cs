using System.Globalization;

namespace Cairn.Harness;

/// <summary>Reads single numbers from <c>/metrics</c>.</summary>
public static class ServerMetrics
{
    private static readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>The sum over all series of a metric; null when the server has none of that name.</summary>
    public static async Task<double?> SumAsync(Uri server, string name, CancellationToken cancellationToken)
    {
        var text = await _http.GetStringAsync(new Uri(server, "/metrics"), cancellationToken);
        var values = text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Select(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[^1], CultureInfo.InvariantCulture))
            .ToList();
        return values.Count == 0 ? null : values.Sum();
    }

    private static async Task<bool> WaitsAsync(Uri server, CancellationToken cancellationToken) =>
        await SumAsync(server, "cairn_spool_backlog_bytes", cancellationToken) is not 0
        || await SumAsync(server, "cairn_spool_backlog_seconds", cancellationToken) is not 0;

    /// <summary>Waits until merges are rewritten into the events, as they are on a store that is not just being loaded.</summary>
    public static async Task WaitUntilRewrittenAsync(Uri server, CancellationToken cancellationToken)
    {
        while (await SumAsync(server, "cairn_identity_pending_projects", cancellationToken) is not 0)
            await Task.Delay(500, cancellationToken);
    }

    /// <summary>Waits until the spool holds nothing that is not in the table.</summary>
    /// <exception cref="TimeoutException">It still does after the limit.</exception>
    public static async Task WaitUntilDrainedAsync(Uri server, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(limit);
        try
        {
            while (await WaitsAsync(server, bounded.Token))
                await Task.Delay(50, bounded.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The spool was not drained within {limit.TotalSeconds:0} s.", exception);
        }
    }
}
