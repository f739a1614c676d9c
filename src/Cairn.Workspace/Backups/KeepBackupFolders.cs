using Npgsql;

namespace Cairn.Workspace.Backups;

/// <summary>A folder that backups were made in.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="StaleSince">Since when its backups hold persons who were erased, because nobody could replace them; null: they do not.</param>
public sealed record UsedBackupFolder(string Path, DateTimeOffset FirstUsedAt, DateTimeOffset LastUsedAt, DateTimeOffset? StaleSince);

/// <summary>Which folders hold backups, or ever did? A folder stays listed until an operator says that it is gone for good.</summary>
public sealed class KeepBackupFolders(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>A backup is about to be made there.</summary>
    public Task UsedAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(
            "INSERT INTO backup_folders VALUES ($1, $2, $2, NULL) ON CONFLICT (path) DO UPDATE SET last_used_at = $2",
            path,
            cancellationToken
        );

    /// <summary>It could not be reached when persons were erased. The first time counts.</summary>
    public Task StaleAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(
            "INSERT INTO backup_folders VALUES ($1, $2, $2, $2) ON CONFLICT (path) DO UPDATE SET stale_since = coalesce(backup_folders.stale_since, $2)",
            path,
            cancellationToken
        );

    /// <summary>None of its backups is older than the last erasure.</summary>
    public Task CleanAsync(string path, CancellationToken cancellationToken) =>
        RunAsync("UPDATE backup_folders SET stale_since = NULL WHERE path = $1 AND stale_since <= $2", path, cancellationToken);

    /// <returns>Whether it was listed.</returns>
    public async Task<bool> ForgetAsync(string path, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM backup_folders WHERE path = $1");
        command.Parameters.AddWithValue(path);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>By path.</summary>
    public async Task<IReadOnlyList<UsedBackupFolder>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT path, first_used_at, last_used_at, stale_since FROM backup_folders ORDER BY path"
        );
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var folders = new List<UsedBackupFolder>();
        while (await row.ReadAsync(cancellationToken))
            folders.Add(
                new UsedBackupFolder(
                    row.GetString(0),
                    row.GetFieldValue<DateTimeOffset>(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3)
                )
            );
        return folders;
    }

    private async Task RunAsync(string sql, string path, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(path);
        command.Parameters.AddWithValue(time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
