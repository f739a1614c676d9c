using System.Diagnostics;
using System.Security.Cryptography;
using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Microsoft.Extensions.Logging;

namespace Cairn.Store.Engine;

/// <summary>What a ClickHouse child is started with.</summary>
/// <param name="Folder">Its own folder; made when missing.</param>
/// <param name="Library">The path of libchdb.so.</param>
/// <param name="Host">Runs <see cref="ClickHouseHost"/>.</param>
/// <param name="MemoryBytes">What ClickHouse may take in all.</param>
/// <param name="Database">The database that holds Cairn's tables.</param>
public sealed record ClickHouseOptions(string Folder, string Library, HostCommand Host, long MemoryBytes, string Database = "cairn")
{
    /// <summary>What one question may take: half, for ClickHouse's bound on the total holds only while no question comes near it.</summary>
    public long QueryMemoryBytes => MemoryBytes / 2;

    public const string Package = "@chdb/lib-linux-x64-gnu";

    /// <summary>The engine from npm, run by this executable.</summary>
    public static ClickHouseOptions For(string folder, long memoryBytes) =>
        new(folder, EnginesFolder.File(Package, "libchdb.so"), HostCommand.Own(), memoryBytes);
}

/// <summary>ClickHouse as a supervised child process: started, watched, restarted with back-off, stopped, and gone when this process is gone. Listens on
/// 127.0.0.1 only, on a free port of the kernel's choice, with a password made anew for every start.</summary>
public sealed class ClickHouseEngine : IClickHouse, IAsyncDisposable
{
    private const string User = "cairn";

    private readonly ClickHouseOptions _options;
    private readonly ClickHouseConnections _connections = new();
    private readonly SupervisedChild _child;
    private ClickHouseConfig? _config;
    private volatile ClickHouseAddress? _address;

    public ClickHouseEngine(ClickHouseOptions options, ILogger<ClickHouseEngine> logger, TimeProvider time)
    {
        _options = options;
        Sandboxes = new Sandboxes(Sandbox.All(_options.Database, () => Address, _connections, _options.QueryMemoryBytes / 2));
        _child = new SupervisedChild(new ChildRecipe("ClickHouse", PrepareAsync, ProbeAsync, ReadyAsync), logger, time);
    }

    /// <inheritdoc />
    public ClickHouseAddress Address => _address ?? throw new ClickHouseUnavailableException("ClickHouse is starting.");

    /// <summary>The child's own folder: see <see cref="ClickHouseFiles"/>.</summary>
    public string Folder => _options.Folder;

    /// <inheritdoc />
    public ClickHouseClient CreateClient(string? database = null) =>
        _connections.CreateClient(() => database is null ? Address : Address with { Database = database }, _options.QueryMemoryBytes);

    /// <inheritdoc />
    public EngineStatus Status => _child.Status;

    /// <inheritdoc />
    public Sandboxes Sandboxes { get; }

    /// <summary>Starts supervising and returns at once: see <see cref="WaitUntilReadyAsync"/>.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _child.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => _child.WaitUntilReadyAsync(cancellationToken);

    /// <summary>Closes all connections and ends the child. The token is not heeded, for a database must be closed.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // First: while one is open, even idle, the engine does not end.
        _connections.Dispose();
        return _child.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Dispose();
        await _child.DisposeAsync();
    }

    private Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken)
    {
        _address = null;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _config = new ClickHouseConfig(
            new ClickHouseFiles(_options.Folder),
            User,
            password,
            _options.Database,
            _options.MemoryBytes,
            Sandbox.Addresses(_options.Database, password)
        );
        _config.Write();
        var info = _options.Host.StartInfo(ClickHouseHost.Verb, [_options.Library, _options.Folder, "0"]);
        // Gives memory back a second after it was freed; at once would cost a third of the speed.
        info.Environment["JE_MALLOC_CONF"] = "dirty_decay_ms:1000,muzzy_decay_ms:0";
        return Task.FromResult(info);
    }

    private async Task<string?> ProbeAsync(Process process, CancellationToken cancellationToken)
    {
        var address = _address;
        if (address is null)
        {
            // The kernel chose the port; only the child's own listening socket is asked, so no stranger is ever told the password.
            var ports = ProcessFacts.ListeningPorts(process.Id);
            if (ports.Count == 0)
                return "It does not listen yet.";
            var url = new Uri($"http://127.0.0.1:{ports[0].Port}");
            address = new ClickHouseAddress(url, User, _config!.Password, _options.Database);
        }

        var fault = await _connections.ProbeAsync(address, cancellationToken);
        if (fault is null)
            _address = address;
        return fault;
    }

    private Task ReadyAsync(CancellationToken cancellationToken)
    {
        _config?.DeleteUsers();
        return Task.CompletedTask;
    }
}
