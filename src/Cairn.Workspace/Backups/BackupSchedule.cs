using Npgsql;

namespace Cairn.Workspace.Backups;

/// <summary>When are backups made by themselves, and how long are they kept?</summary>
/// <param name="Hour">0..23, UTC.</param>
/// <param name="KeepDaily">The newest of so many days, each a UTC day that has one.</param>
/// <param name="KeepWeekly">And the newest of so many weeks, from Monday.</param>
/// <param name="Folder">Null: the one the configuration names.</param>
public sealed record BackupSchedule(bool IsOn, int Hour, int KeepDaily, int KeepWeekly, string? Folder)
{
    /// <summary>Until somebody chooses: every day at 3, the last seven days and four weeks.</summary>
    public static BackupSchedule Default { get; } = new(IsOn: true, Hour: 3, KeepDaily: 7, KeepWeekly: 4, Folder: null);

    /// <summary>When the last backup was due at <paramref name="now"/>, or before.</summary>
    public DateTimeOffset DueBefore(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(Hour);
        return today <= now ? today : today.AddDays(-1);
    }
}

/// <summary>Keeps the schedule.</summary>
public sealed class KeepBackupSchedule(NpgsqlDataSource database)
{
    /// <summary>The one in force.</summary>
    public async Task<BackupSchedule> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT is_on, hour, keep_daily, keep_weekly, folder FROM backup_schedule");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new BackupSchedule(
                row.GetBoolean(0),
                row.GetInt32(1),
                row.GetInt32(2),
                row.GetInt32(3),
                await row.IsDBNullAsync(4, cancellationToken) ? null : row.GetString(4)
            )
            : BackupSchedule.Default;
    }

    public async Task WriteAsync(BackupSchedule schedule, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO backup_schedule (is_on, hour, keep_daily, keep_weekly, folder) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO UPDATE SET is_on = $1, hour = $2, keep_daily = $3, keep_weekly = $4, folder = $5
            """
        );
        command.Parameters.AddWithValue(schedule.IsOn);
        command.Parameters.AddWithValue(schedule.Hour);
        command.Parameters.AddWithValue(schedule.KeepDaily);
        command.Parameters.AddWithValue(schedule.KeepWeekly);
        command.Parameters.AddWithValue((object?)schedule.Folder ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
