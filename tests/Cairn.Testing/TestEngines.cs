using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Schema;
using Cairn.Workspace.Engine;
using Cairn.Workspace.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cairn.Testing;

/// <summary>One real ClickHouse and one real PostgreSQL for all tests of a test process, each started when first asked for and gone with the process, however
/// that ends. Every database handed out is fresh, so tests never see each other's rows and may run in parallel.</summary>
public static class TestEngines
{
    private static readonly Lazy<Task<ClickHouseEngine>> _clickHouse = new(StartClickHouseAsync);
    private static readonly Lazy<Task<PostgresEngine>> _postgres = new(StartPostgresAsync);
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
        var client = engine.CreateClient(name);
        await client.CreateDatabaseAsync(CancellationToken.None);
        return client;
    }

    /// <summary>What an engine of a test is started with: little memory, a folder of its own.</summary>
    public static ClickHouseOptions ClickHouseOptions(string folder) =>
        new(folder, EnginesFolder.File(Store.Engine.ClickHouseOptions.Package, "libchdb.so"), Host, MemoryBytes: 1_000_000_000);

    /// <summary>The shared PostgreSQL, ready. Do not stop it.</summary>
    public static Task<PostgresEngine> PostgresAsync() => _postgres.Value;

    /// <summary>The connection string of a new database with all tables and no rows. Takes about 0.1 s.</summary>
    public static async Task<string> CreatePostgresDatabaseAsync()
    {
        var connectionString = await CreateEmptyPostgresDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await WorkspaceSchema.MigrateAsync(source, CancellationToken.None);
        return connectionString;
    }

    /// <summary>The connection string of a new database without tables.</summary>
    public static async Task<string> CreateEmptyPostgresDatabaseAsync()
    {
        var engine = await PostgresAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(engine.ConnectionTo("postgres") + ";Pooling=false");
        await using var create = source.CreateCommand($"CREATE DATABASE {name} STRATEGY file_copy");
        await create.ExecuteNonQueryAsync();
        return engine.ConnectionTo(name) + ";Maximum Pool Size=4;Connection Idle Lifetime=5;Connection Pruning Interval=5";
    }

    /// <summary>What an engine of a test is started with.</summary>
    public static PostgresOptions PostgresOptions(string folder) => new(folder, PostgresPackage.Find(), Host);

    private static async Task<PostgresEngine> StartPostgresAsync()
    {
        var engine = new PostgresEngine(PostgresOptions(TestFolder.Create("pg")), NullLogger<PostgresEngine>.Instance, TimeProvider.System);
        await engine.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await engine.WaitUntilReadyAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException("PostgreSQL did not start: " + engine.Status.LastError, e);
        }

        TestFolder.AtExit(() => engine.StopAsync(CancellationToken.None));
        return engine;
    }

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
