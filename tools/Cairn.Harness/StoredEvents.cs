using System.Globalization;
using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Harness;

/// <summary>How many rows the events table holds, and how many different events.</summary>
public readonly record struct StoredCounts(long Rows, long Events);

/// <summary>Looks into the events table of a data folder whose server is stopped, with an engine of its own: independent of the code that
/// answers questions.</summary>
public sealed class StoredEvents : IAsyncDisposable
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(2), 1_500_000_000, 50_000_000);
    private readonly ClickHouseEngine _engine;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ClickHouseClient _client;

    private StoredEvents(ClickHouseEngine engine)
    {
        _engine = engine;
        _client = new ClickHouseClient(_http, () => engine.Address);
    }

    /// <param name="dataFolder">What the server had as CAIRN_DATA.</param>
    public static async Task<StoredEvents> OpenAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var library = EnginesFolder.File(ClickHouseOptions.Package, "libchdb.so");
        var options = new ClickHouseOptions(
            Path.Combine(dataFolder, "clickhouse"),
            library,
            new HostCommand(ServerProgram.Path, []),
            2_000_000_000
        );
        var engine = new ClickHouseEngine(options, NullLogger<ClickHouseEngine>.Instance, TimeProvider.System);
        await engine.StartAsync(cancellationToken);
        await engine.WaitUntilReadyAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return new StoredEvents(engine);
    }

    /// <summary>Counts the events of one run of an <see cref="EventTemplate"/>.</summary>
    public async Task<StoredCounts> CountAsync(uint run, CancellationToken cancellationToken)
    {
        var prefix = run.ToString("x8") + "-%";
        var rows = await _client.QueryAsync(
            $"SELECT toInt64(count()), toInt64(uniqExact(event_id)) FROM events WHERE toString(event_id) LIKE {prefix}",
            _limits,
            cancellationToken
        );
        return new(rows.First().Int64(0), rows.First().Int64(1));
    }

    /// <summary>The numbers of one run's events that are in the table, ascending, with repeats when an event is there twice.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(uint run, CancellationToken cancellationToken)
    {
        var prefix = run.ToString("x8") + "-%";
        var rows = await _client.QueryAsync(
            $"SELECT substring(toString(event_id), 25) AS number FROM events WHERE toString(event_id) LIKE {prefix} ORDER BY number",
            _limits,
            cancellationToken
        );
        return [.. rows.Select(row => long.Parse(row.String(0), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync(CancellationToken.None);
        await _engine.DisposeAsync();
        _http.Dispose();
    }
}
