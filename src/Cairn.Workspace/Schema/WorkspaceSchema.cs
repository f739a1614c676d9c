using System.Reflection;
using Cairn.Events;
using Npgsql;

namespace Cairn.Workspace.Schema;

/// <summary>Brings the tables in PostgreSQL to the version this Cairn knows. Forward only; every script is one transaction together with its record, and
/// servers that start at once wait for each other.</summary>
public static class WorkspaceSchema
{
    /// <summary>Any number that only Cairn uses: "Cairn".</summary>
    private const long LockKey = 0x436169726E;

    /// <summary>The scripts of this Cairn, oldest first.</summary>
    public static IReadOnlyList<SchemaScript> Scripts { get; } = SchemaScript.WithMore(Load(), "postgres");

    /// <summary>The version after <see cref="MigrateAsync(NpgsqlDataSource, CancellationToken)"/>.</summary>
    public static int Version => Scripts.Count;

    /// <summary>Runs every script that has not run.</summary>
    /// <returns>The number of scripts that ran.</returns>
    /// <exception cref="SchemaException">The database is newer than this Cairn, or a script was changed.</exception>
    public static Task<int> MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken) =>
        MigrateAsync(source, Scripts, cancellationToken);

    /// <inheritdoc cref="MigrateAsync(NpgsqlDataSource, CancellationToken)" />
    public static async Task<int> MigrateAsync(
        NpgsqlDataSource source,
        IReadOnlyList<SchemaScript> scripts,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var count = 0;
        while (await RunNextAsync(connection, scripts, cancellationToken))
            count++;
        return count;
    }

    /// <summary>One transaction under the lock: what is pending is read, and its first script is run.</summary>
    private static async Task<bool> RunNextAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SchemaScript> scripts,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})");
        await ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations
            (version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
            """
        );
        var applied = new Dictionary<int, string>();
        await using (var read = new NpgsqlCommand("SELECT version, checksum FROM schema_migrations", connection))
        await using (var rows = await read.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken))
                applied.Add(rows.GetInt32(0), rows.GetString(1));
        var next = SchemaScript.Pending(scripts, applied, "PostgreSQL").FirstOrDefault();
        if (next is not null)
        {
            await ExecuteAsync(next.Text);
            await using var record = new NpgsqlCommand(
                "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)",
                connection
            );
            record.Parameters.AddWithValue(next.Version);
            record.Parameters.AddWithValue(next.Name);
            record.Parameters.AddWithValue(next.Checksum);
            await record.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return next is not null;

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static IReadOnlyList<SchemaScript> Load()
    {
        const string Folder = "schema/";
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return SchemaScript.Parse(name[Folder.Length..], reader.ReadToEnd());
                }),
        ];
    }
}
