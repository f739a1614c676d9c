using System.Collections.Concurrent;
using System.Data.Common;
using Cairn.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Privacy;

/// <summary>How often something was redacted, or consent withheld, by project, UTC day, detector and action.</summary>
public sealed record RedactionCount(DateOnly Day, string Detector, string Action, long Count);

/// <summary>Counts in memory, written once a minute and at the end in one statement. A crash loses the last minute at most. Bounded by projects × detectors × actions.</summary>
public sealed partial class CountRedactions(NpgsqlDataSource database, TimeProvider time, ILogger<CountRedactions> log) : BackgroundService
{
    private const int KeptDays = 400;
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Key, long> _counts = new();
    private readonly SemaphoreSlim _writing = new(1, 1);

    public void Note(ProjectId project, string detector, string action) =>
        _counts.AddOrUpdate(new Key((int)project.Value, Today, detector, action), 1, (_, count) => count + 1);

    /// <summary>Of the last <paramref name="days"/> UTC days, today included, by day; what is not written yet is written first.</summary>
    public async Task<IReadOnlyList<RedactionCount>> ReadAsync(ProjectId project, int days, CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        await using var command = database.CreateCommand(
            "SELECT day, detector, action, count FROM redaction_counts WHERE project_id = $1 AND day > $2 ORDER BY day, detector, action"
        );
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(Today.AddDays(-days));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<RedactionCount>();
        while (await rows.ReadAsync(cancellationToken))
            counts.Add(new(rows.GetFieldValue<DateOnly>(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3)));
        return counts;
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
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var noted = _counts.ToArray();
            if (noted.Length == 0)
                return;
            await AddAsync(noted, cancellationToken);
            foreach (var (key, written) in noted)
            {
                // What was counted meanwhile stays for the next time.
                if (!_counts.TryRemove(new(key, written)))
                    _counts.AddOrUpdate(key, 0, (_, count) => count - written);
            }
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            LogNotWritten(log, e.Message);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task AddAsync(KeyValuePair<Key, long>[] noted, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        // A project may have been deleted since.
        var add = new NpgsqlBatchCommand(
            """
            INSERT INTO redaction_counts (project_id, day, detector, action, count)
            SELECT n.project_id, n.day, n.detector, n.action, n.count FROM unnest($1, $2, $3, $4, $5) AS n (project_id, day, detector, action, count)
            JOIN projects ON projects.id = n.project_id
            ON CONFLICT (project_id, day, detector, action) DO UPDATE SET count = redaction_counts.count + excluded.count
            """
        );
        add.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. noted.Select(n => n.Key.Project)] });
        add.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. noted.Select(n => n.Key.Day)] });
        add.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. noted.Select(n => n.Key.Detector)] });
        add.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. noted.Select(n => n.Key.Action)] });
        add.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. noted.Select(n => n.Value)] });
        batch.BatchCommands.Add(add);
        var forget = new NpgsqlBatchCommand("DELETE FROM redaction_counts WHERE day < $1");
        forget.Parameters.AddWithValue(Today.AddDays(-KeptDays));
        batch.BatchCommands.Add(forget);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc />
    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    private readonly record struct Key(int Project, DateOnly Day, string Detector, string Action);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The counts of redactions could not be written yet: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string reason);
}
