using Cairn.Processes;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Engine;

/// <summary>Somebody's ClickHouse, named by <c>CAIRN_CLICKHOUSE</c>: nothing is started, it is only asked every few seconds whether it answers.</summary>
public sealed class ExternalClickHouse(ClickHouseAddress address, TimeProvider time) : IClickHouse, IAsyncDisposable
{
    private static readonly TimeSpan _askEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _askAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ClickHouseConnections _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ReadyGate _ready = new();
    private Task _asking = Task.CompletedTask;
    private volatile string? _lastError;

    /// <inheritdoc />
    public ClickHouseAddress Address => address;

    /// <inheritdoc />
    public ClickHouseClient CreateClient(string? database = null) =>
        _connections.CreateClient(() => database is null ? Address : Address with { Database = database });

    /// <summary>None: users with rights so narrow cannot be made by Cairn on somebody's server.</summary>
    public Sandboxes Sandboxes { get; } = new([]);

    /// <inheritdoc />
    public EngineStatus Status => new(_ready.IsOpen, ProcessId: null, Restarts: 0, ResidentBytes: null, _lastError);

    /// <inheritdoc />
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _asking = AskAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _asking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
        _connections.Dispose();
    }

    private async Task AskAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(TimeSpan.FromSeconds(10));
                _lastError = await _connections.ProbeAsync(address, limit.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                _lastError = $"{address} does not answer: {e.Message}";
            }

            if (_lastError is null)
                _ready.Open();
            else
                _ready.Close();
            await Task.Delay(_ready.IsOpen ? _askEvery : _askAgainAfter, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
