using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Keys;

/// <summary>When was a key last used, of whichever kind? Noted in memory, written once a minute in one statement; bounded by the number of live keys.</summary>
public sealed partial class NoteKeyUse(NpgsqlDataSource database, TimeProvider time, ILogger<NoteKeyUse> log) : BackgroundService
{
    private static readonly TimeSpan _fine = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _used = new();

    /// <summary>On every request: about 30 ns, and a write at most once a second per key.</summary>
    public void Note(Guid keyId)
    {
        var now = time.GetUtcNow();
        if (!_used.TryGetValue(keyId, out var last) || now - last >= _fine)
            _used[keyId] = now;
    }

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
                """
                WITH used AS (SELECT * FROM unnest($1, $2) AS used (id, at)),
                write AS (UPDATE write_keys SET last_used_at = used.at FROM used WHERE write_keys.id = used.id)
                UPDATE api_keys SET last_used_at = used.at FROM used WHERE api_keys.id = used.id
                """
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of keys could not be written yet: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
