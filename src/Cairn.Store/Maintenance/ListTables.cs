using Cairn.Store.ClickHouse;

namespace Cairn.Store.Maintenance;

/// <summary>Which tables hold Cairn's rows? Asked of ClickHouse itself, so that a new table is never forgotten. Not the record of the schema's scripts,
/// which the scripts make.</summary>
public static class ListTables
{
    /// <param name="Id">ClickHouse's own, by which its folder is named.</param>
    /// <param name="HasProjects">Whether its rows name their project.</param>
    public sealed record Found(string Name, string Id, IReadOnlyList<string> Columns, bool HasProjects, string Folder);

    public static async Task<IReadOnlyList<Found>> RunAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            $"""
            SELECT t.name, toString(t.uuid), groupArray(c.name), if(empty(t.data_paths), '', t.data_paths[1])
            FROM system.tables AS t
            INNER JOIN (SELECT table, name FROM system.columns WHERE database = currentDatabase() AND default_kind NOT IN ('ALIAS', 'MATERIALIZED', 'EPHEMERAL')
                ORDER BY table, position) AS c ON c.table = t.name
            WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree' AND t.name != 'schema_migrations'
            GROUP BY t.name, t.uuid, t.data_paths
            ORDER BY t.name
            """,
            QueryLimits.Interactive,
            cancellationToken
        );
        return
        [
            .. rows.Select(row =>
            {
                string[] columns = [.. row.Array(2).Select(c => c.GetString()!)];
                return new Found(row.String(0), row.String(1), columns, columns.Contains("project_id"), row.String(3));
            }),
        ];
    }

    /// <summary>Version and checksum of the scripts that made the tables; empty when there is none.</summary>
    public static async Task<IReadOnlyDictionary<int, string>> ReadSchemaAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        var exists = await client.QueryAsync($"EXISTS TABLE schema_migrations", QueryLimits.Interactive, cancellationToken);
        if (exists[0].Int64(0) == 0)
            return new Dictionary<int, string>();
        var rows = await client.QueryAsync(
            $"SELECT version, any(checksum) FROM schema_migrations GROUP BY version",
            QueryLimits.Interactive,
            cancellationToken
        );
        return rows.ToDictionary(r => (int)r.Int64(0), r => r.String(1));
    }

    /// <summary>Ids of the projects that any table has rows of.</summary>
    public static async Task<IReadOnlySet<uint>> ProjectsAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        var projects = new HashSet<uint>();
        foreach (var table in (await RunAsync(client, cancellationToken)).Where(t => t.HasProjects))
        {
            var rows = await client.QueryAsync(
                $"SELECT DISTINCT project_id FROM {Sql.Identifier(table.Name)}",
                QueryLimits.Interactive,
                cancellationToken
            );
            projects.UnionWith(rows.Select(r => (uint)r.UInt64(0)));
        }

        return projects;
    }
}
