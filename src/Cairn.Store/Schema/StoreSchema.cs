using System.Reflection;
using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Schema;

/// <summary>Brings the tables in ClickHouse to the version this Cairn knows. Forward only. ClickHouse has no transactions over DDL, so a script that was
/// interrupted runs again from its first statement: every statement in it must bear that (CREATE … IF NOT EXISTS, ALTER … IF [NOT] EXISTS).</summary>
public static class StoreSchema
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(30);

    /// <summary>The scripts of this Cairn, oldest first.</summary>
    public static IReadOnlyList<SchemaScript> Scripts { get; } = SchemaScript.WithMore(Load(), "clickhouse");

    /// <summary>The version after <see cref="MigrateAsync(ClickHouseClient, CancellationToken)"/>.</summary>
    public static int Version => Scripts.Count;

    /// <summary>Makes the database when it is missing, and runs every script that has not run. Not for two servers at once.</summary>
    /// <returns>The number of scripts that ran.</returns>
    /// <exception cref="SchemaException">The store is newer than this Cairn, or a script was changed.</exception>
    public static Task<int> MigrateAsync(ClickHouseClient client, CancellationToken cancellationToken) =>
        MigrateAsync(client, Scripts, cancellationToken);

    /// <inheritdoc cref="MigrateAsync(ClickHouseClient, CancellationToken)" />
    public static async Task<int> MigrateAsync(
        ClickHouseClient client,
        IReadOnlyList<SchemaScript> scripts,
        CancellationToken cancellationToken
    )
    {
        await client.CreateDatabaseAsync(cancellationToken);
        await client.ExecuteAsync(
            $"""
            CREATE TABLE IF NOT EXISTS schema_migrations
            (version UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
            ENGINE = MergeTree ORDER BY version
            """,
            _patience,
            cancellationToken
        );
        var rows = await client.QueryAsync(
            $"SELECT version, any(checksum) FROM schema_migrations GROUP BY version",
            QueryLimits.Interactive,
            cancellationToken
        );
        var pending = SchemaScript.Pending(scripts, rows.ToDictionary(r => (int)r.Int64(0), r => r.String(1)), "ClickHouse");
        foreach (var script in pending)
        {
            foreach (var statement in SqlStatements.Split(script.Text))
                await client.ExecuteAsync(Sql.Trusted(statement), _patience, cancellationToken);
            await client.ExecuteAsync(
                $"INSERT INTO schema_migrations (version, name, checksum) SELECT {script.Version}, {script.Name}, {script.Checksum}",
                _patience,
                cancellationToken
            );
        }

        return pending.Count;
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
