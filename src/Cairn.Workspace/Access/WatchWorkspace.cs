using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Access;

/// <summary>Reloads the <see cref="KnownWorkspace"/> whenever PostgreSQL says that it changed, whoever changed it, and after every broken connection.
/// Costs one connection and a ping every 30 s.</summary>
public sealed partial class WatchWorkspace(
    NpgsqlDataSource database,
    WorkspaceAccess access,
    TimeProvider time,
    ILogger<WatchWorkspace> log
) : BackgroundService
{
    private static readonly TimeSpan _ping = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var away = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await ListenAsync(connection, stoppingToken);
                await access.ReloadAsync(stoppingToken); // what changed while nobody listened
                if (away)
                    LogBack(log);
                away = false;
                await FollowAsync(connection, stoppingToken);
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or IOException or TimeoutException)
            {
                if (!away)
                    LogAway(log, e.Message);
                away = true;
                await Task.Delay(_retry, time, stoppingToken);
            }
        }
    }

    private static async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var listen = new NpgsqlCommand("LISTEN cairn_workspace", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await connection.WaitAsync(_ping, cancellationToken))
            {
                await access.ReloadAsync(cancellationToken);
                continue;
            }
            await using var ping = new NpgsqlCommand("SELECT 1", connection); // a connection that died silently fails here
            await ping.ExecuteScalarAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is away: keys and roles stay as they were. {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL is back: keys and roles are current again.")]
    private static partial void LogBack(ILogger logger);
}
