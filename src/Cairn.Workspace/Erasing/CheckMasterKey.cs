using Npgsql;

namespace Cairn.Workspace.Erasing;

/// <summary>Is this the master key that the store was written with? Asked before anything is read or written with it.</summary>
public static class CheckMasterKey
{
    /// <returns>What is wrong and what to do; null when all is well.</returns>
    public static async Task<string?> RunAsync(NpgsqlDataSource database, MasterKey master, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH made AS (INSERT INTO master_key (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING RETURNING fingerprint)
            SELECT fingerprint FROM made UNION ALL SELECT fingerprint FROM master_key LIMIT 1
            """
        );
        command.Parameters.AddWithValue(master.Fingerprint);
        return await command.ExecuteScalarAsync(cancellationToken) as string == master.Fingerprint
            ? null
            : "The master key is not the one this store was written with, so encrypted properties could not be read. Give CAIRN_MASTER_KEY or "
                + "CAIRN_MASTER_KEY_FILE the former key, or restore keys/master.key in the data folder.";
    }
}
