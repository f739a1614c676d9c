using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Testing;

/// <summary>One real ClickHouse for all tests of a test process, started when first asked for and gone with the process, however
/// that ends. Every database handed out is fresh, so tests never see each other's rows and may run in parallel.</summary>
public static class TestEngines
{
    private static readonly Lazy<Task<ClickHouseEngine>> _clickHouse = new(StartClickHouseAsync);
    private static readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private static int _databases;

    /// <summary>How tests run the hosts of the engines: by this library.</summary>
    public static HostCommand Host => HostCommand.ForAssembly(typeof(TestEngines).Assembly.Location);

    /// <summary>The shared engine, ready. Do not stop it: tests that need to start one of their own.</summary>
    public static Task<ClickHouseEngine> ClickHouseAsync() => _clickHouse.Value;

    /// <summary>A client on a new database with all tables and no rows. Takes about 0.1 s.</summary>
    public static async Task<ClickHouseClient> CreateDatabaseAsync()
    {
        var client = await CreateEmptyDatabaseAsync();
        await StoreSchema.MigrateAsync(client, CancellationToken.None);
        return client;
    }

    /// <summary>A client on a new database without tables.</summary>
    public static async Task<ClickHouseClient> CreateEmptyDatabaseAsync()
    {
        var engine = await ClickHouseAsync();
        var name = $"cairn_{Interlocked.Increment(ref _databases)}";
        var client = new ClickHouseClient(_http, () => engine.Address with { Database = name });
        await client.CreateDatabaseAsync(CancellationToken.None);
        return client;
    }

    /// <summary>What an engine of a test is started with: little memory, a folder of its own.</summary>
    public static ClickHouseOptions ClickHouseOptions(string folder) =>
        new(folder, EnginesFolder.File(Store.Engine.ClickHouseOptions.Package, "libchdb.so"), Host, MemoryBytes: 1_000_000_000);

    private static async Task<ClickHouseEngine> StartClickHouseAsync()
    {
        var engine = new ClickHouseEngine(
            ClickHouseOptions(TestFolder.Create("ch")),
            NullLogger<ClickHouseEngine>.Instance,
            TimeProvider.System
        );
        await engine.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await engine.WaitUntilReadyAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException("ClickHouse did not start: " + engine.Status.LastError, e);
        }

        TestFolder.AtExit(() => engine.StopAsync(CancellationToken.None));
        return engine;
    }
}
