using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Sessions;

/// <summary>When was a session last used? Noted in memory, written once a minute in one statement; ended sessions are removed once an hour. Bounded by the
/// number of live sessions.</summary>
public sealed partial class NoteSessionUse(NpgsqlDataSource database, TimeProvider time, ILogger<NoteSessionUse> log) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private const int SweepEvery = 60;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _used = new();

    public void Note(Guid session) => _used[session] = time.GetUtcNow();

    /// <summary>The later of what the database knew and what was noted here.</summary>
    public DateTimeOffset SeenAt(Guid session, DateTimeOffset known) =>
        _used.TryGetValue(session, out var noted) && noted > known ? noted : known;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            for (var minute = 0; await timer.WaitForNextTickAsync(stoppingToken); minute++)
            {
                await WriteAsync(stoppingToken);
                if (minute % SweepEvery == 0)
                    await SweepAsync(stoppingToken);
            }
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
        const string sql =
            "UPDATE account_sessions SET seen_at = greatest(seen_at, used.at) FROM unnest($1, $2) AS used (id, at) WHERE account_sessions.id = used.id";
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. noted.Select(use => use.Key)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. noted.Select(use => use.Value)] });
        if (!await TryAsync(command, cancellationToken))
            return;
        // What was written stays for a while: the workspace in memory may be older.
        var old = time.GetUtcNow() - SessionLife.Idle;
        foreach (var use in noted.Where(use => use.Value < old))
            _used.TryRemove(use);
    }

    /// <summary>Removes sessions that are over, and links that nobody can use any more.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using (var sessions = database.CreateCommand("DELETE FROM account_sessions WHERE made_at <= $1 OR seen_at <= $2"))
        {
            sessions.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now - SessionLife.Most });
            sessions.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now - SessionLife.Idle });
            await TryAsync(sessions, cancellationToken);
        }
        await using var resets = database.CreateCommand("DELETE FROM password_resets WHERE expires_at <= $1");
        resets.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await TryAsync(resets, cancellationToken);
    }

    private async Task<bool> TryAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            LogNotWritten(log, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of sessions could not be written yet: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
