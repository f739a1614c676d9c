using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Keys;

/// <summary>When was an API key last used? Noted in memory, written once a minute in one statement; bounded by the number of live keys.</summary>
public sealed partial class NoteKeyUse(NpgsqlDataSource database, TimeProvider time, ILogger<NoteKeyUse> log) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _used = new();

    public void Note(Guid keyId) => _used[keyId] = time.GetUtcNow();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    /// <summary>Writes what was noted since the last call; what cannot be written now is kept for the next.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var noted = _used.ToArray();
        if (noted.Length == 0)
            return;
        try
        {
            await using var command = database.CreateCommand(
                "UPDATE api_keys SET last_used_at = used.at FROM unnest($1, $2) AS used (id, at) WHERE api_keys.id = used.id"
            );
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. noted.Select(use => use.Key)] });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. noted.Select(use => use.Value)] });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            LogNotWritten(log, e.Message);
            return;
        }
        foreach (var use in noted)
            _used.TryRemove(use); // unless it was used again meanwhile
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API keys could not be written yet: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
