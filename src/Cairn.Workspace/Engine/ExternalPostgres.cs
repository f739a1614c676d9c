using Cairn.Processes;
using Npgsql;

namespace Cairn.Workspace.Engine;

/// <summary>Somebody's PostgreSQL, named by <c>CAIRN_POSTGRES</c>: nothing is started, it is only asked every few seconds whether it answers.</summary>
public sealed class ExternalPostgres(string connectionString, TimeProvider time) : IPostgres, IAsyncDisposable
{
    private static readonly TimeSpan _askEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _askAgainAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ReadyGate _ready = new();
    private Task _asking = Task.CompletedTask;
    private volatile string? _lastError;

    /// <inheritdoc />
    public string ConnectionString => connectionString;

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
    }

    private async Task AskAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(TimeSpan.FromSeconds(10));
                await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
                await connection.OpenAsync(limit.Token);
                _lastError = null;
                _ready.Open();
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException or System.Net.Sockets.SocketException)
            {
                // Npgsql's messages name host, user and database, never the password.
                _lastError = "PostgreSQL does not answer: " + e.Message;
                _ready.Close();
            }

            await Task.Delay(_ready.IsOpen ? _askEvery : _askAgainAfter, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
