using Cairn.Events;
using Npgsql;

namespace Cairn.Workspace.Keeping;

/// <summary>Reads and writes <c>retention_archives</c>. The files themselves lie under DATA/archives.</summary>
public sealed class RetentionArchives(NpgsqlDataSource database)
{
    private const string Columns = "id, run_id, project_id, month, path, events, bytes, first_at, last_at, created_at";

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<RetentionArchive>> ListAsync(ProjectId project, CancellationToken cancellationToken) =>
        ReadAsync(
            $"SELECT {Columns} FROM retention_archives WHERE project_id = $1 ORDER BY created_at DESC, month DESC, path",
            [(int)project.Value],
            cancellationToken
        );

    public async Task<RetentionArchive?> FindAsync(ProjectId project, Guid id, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                $"SELECT {Columns} FROM retention_archives WHERE project_id = $1 AND id = $2",
                [(int)project.Value, id],
                cancellationToken
            )
        ).FirstOrDefault();

    public Task AddAsync(RetentionArchive archive, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "INSERT INTO retention_archives VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                archive.Id,
                archive.Run,
                (int)archive.Project.Value,
                archive.Month,
                archive.Path,
                archive.Events,
                archive.Bytes,
                archive.FirstAt,
                archive.LastAt,
                archive.CreatedAt,
            ],
            cancellationToken
        );

    /// <summary>The file was written again with fewer events.</summary>
    public Task ShrinkAsync(Guid id, long events, long bytes, CancellationToken cancellationToken) =>
        ExecuteAsync("UPDATE retention_archives SET events = $2, bytes = $3 WHERE id = $1", [id, events, bytes], cancellationToken);

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM retention_archives WHERE id = $1", [id], cancellationToken);

    public Task RemoveOfRunAsync(Guid run, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM retention_archives WHERE run_id = $1", [run], cancellationToken);

    /// <summary>Everything about retention of a deleted project.</summary>
    public async Task EraseAsync(ProjectId project, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])["retention_archives", "retention_runs", "retention_rules"])
            await ExecuteAsync($"DELETE FROM {table} WHERE project_id = $1", [(int)project.Value], cancellationToken);
    }

    private async Task ExecuteAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<RetentionArchive>> ReadAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var read = new List<RetentionArchive>();
        while (await rows.ReadAsync(cancellationToken))
            read.Add(
                new RetentionArchive(
                    rows.GetGuid(0),
                    rows.GetGuid(1),
                    new ProjectId((uint)rows.GetInt32(2)),
                    rows.GetInt32(3),
                    rows.GetString(4),
                    rows.GetInt64(5),
                    rows.GetInt64(6),
                    rows.GetFieldValue<DateTimeOffset>(7),
                    rows.GetFieldValue<DateTimeOffset>(8),
                    rows.GetFieldValue<DateTimeOffset>(9)
                )
            );
        return read;
    }
}
