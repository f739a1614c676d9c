using System.Text.Json;
using Cairn.Events;
using Npgsql;
using NpgsqlTypes;

namespace Cairn.Workspace.Keeping;

/// <summary>Reads and writes <c>retention_runs</c>.</summary>
public sealed class RetentionRuns(NpgsqlDataSource database)
{
    private const string Columns =
        "id, project_id, state, asked_by, started_at, finished_at, cutoffs::text, before_sequence, archive, deleted, archived, error";

    /// <summary>Makes or replaces the row.</summary>
    public async Task SaveAsync(RetentionRun run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO retention_runs VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (id) DO UPDATE SET state = $3, finished_at = $6, deleted = $10, archived = $11, error = $12
            """
        );
        Add(run.Id, NpgsqlDbType.Uuid);
        Add((int)run.Project.Value, NpgsqlDbType.Integer);
        Add(Word(run.State), NpgsqlDbType.Text);
        Add(run.AskedBy, NpgsqlDbType.Text);
        Add(run.StartedAt, NpgsqlDbType.TimestampTz);
        Add(run.FinishedAt, NpgsqlDbType.TimestampTz);
        Add(JsonSerializer.Serialize(run.Cutoffs, JsonSerializerOptions.Web), NpgsqlDbType.Json);
        Add((long)run.Before, NpgsqlDbType.Bigint);
        Add(run.Archive, NpgsqlDbType.Boolean);
        Add(run.Deleted, NpgsqlDbType.Bigint);
        Add(run.Archived, NpgsqlDbType.Bigint);
        Add(run.Error, NpgsqlDbType.Text);
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(object? value, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    /// <summary>The newest one, finished or not.</summary>
    public async Task<RetentionRun?> LastAsync(ProjectId project, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                $"SELECT {Columns} FROM retention_runs WHERE project_id = $1 ORDER BY started_at DESC LIMIT 1",
                [(int)project.Value],
                cancellationToken
            )
        ).FirstOrDefault();

    /// <summary>Those that a server left in the middle, or that are under way; of projects that are not deleted.</summary>
    public Task<IReadOnlyList<RetentionRun>> OpenAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            $"""
            SELECT {Columns} FROM retention_runs
            WHERE state IN ('archiving', 'deleting') AND project_id IN (SELECT id FROM projects WHERE deleted_at IS NULL) ORDER BY started_at
            """,
            [],
            cancellationToken
        );

    /// <summary>When the last run that came to its end did, over all projects; null: none ever did.</summary>
    public async Task<DateTimeOffset?> LastFinishedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT max(finished_at) FROM retention_runs WHERE state = 'done'");
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at) : null;
    }

    /// <summary>Removes old runs that took nothing: one a day and project is nothing to keep for years.</summary>
    public async Task TrimAsync(ProjectId project, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            DELETE FROM retention_runs WHERE project_id = $1 AND started_at < $2 AND state IN ('done', 'failed') AND deleted = 0
                AND id NOT IN (SELECT run_id FROM retention_archives)
            """
        );
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(before);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static string Word(RetentionState state) => state.ToString().ToLowerInvariant();

    private async Task<IReadOnlyList<RetentionRun>> ReadAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var read = new List<RetentionRun>();
        while (await rows.ReadAsync(cancellationToken))
            read.Add(
                new RetentionRun(
                    rows.GetGuid(0),
                    new ProjectId((uint)rows.GetInt32(1)),
                    Enum.Parse<RetentionState>(rows.GetString(2), ignoreCase: true),
                    rows.IsDBNull(3) ? null : rows.GetString(3),
                    rows.GetFieldValue<DateTimeOffset>(4),
                    rows.IsDBNull(5) ? null : rows.GetFieldValue<DateTimeOffset>(5),
                    JsonSerializer.Deserialize<KeepCutoffs>(rows.GetString(6), JsonSerializerOptions.Web)!,
                    (ulong)rows.GetInt64(7),
                    rows.GetBoolean(8),
                    rows.GetInt64(9),
                    rows.GetInt64(10),
                    rows.IsDBNull(11) ? null : rows.GetString(11)
                )
            );
        return read;
    }
}
