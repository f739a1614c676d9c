using System.Text;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Testing;
using Cairn.Workspace.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cairn.Server.Tests.Erasing;

/// <summary>Looks for a text in everything a Cairn keeps.</summary>
public static class MarkScan
{
    /// <summary>Files below the folder with these bytes in them.</summary>
    public static IReadOnlyList<string> Find(string folder, string mark)
    {
        var bytes = Encoding.UTF8.GetBytes(mark);
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var content = new MemoryStream();
                file.CopyTo(content);
                if (content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(bytes) >= 0)
                    found.Add(path);
            }
            catch (IOException)
            {
                // A socket, or gone since it was listed.
            }
        }

        return found;
    }

    /// <summary>Tables of either engine with the text in any row, read by engines of the test's own on the folder of a stopped server.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(string folder, string mark) =>
        [
            .. await ClickHouseAsync(Path.Combine(folder, "clickhouse"), mark),
            .. await PostgresAsync(Path.Combine(folder, "postgres"), mark),
        ];

    private static async Task<List<string>> ClickHouseAsync(string folder, string mark)
    {
        await using var engine = new ClickHouseEngine(
            TestEngines.ClickHouseOptions(folder),
            NullLogger<ClickHouseEngine>.Instance,
            TimeProvider.System
        );
        await engine.StartAsync(CancellationToken.None);
        await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        var client = engine.CreateClient();
        var tables = await client.QueryAsync(
            $"SELECT name FROM system.tables WHERE database = currentDatabase() AND NOT startsWith(engine, 'View')",
            QueryLimits.Interactive,
            CancellationToken.None
        );
        var found = new List<string>();
        foreach (var table in tables.Select(t => t.String(0)))
        {
            var rows = await client.QueryAsync(
                $"SELECT countIf(position(formatRowNoNewline('JSONEachRow', *), {mark}) > 0) FROM {Sql.Identifier(table)}",
                QueryLimits.Interactive,
                CancellationToken.None
            );
            if (rows[0].Int64(0) > 0)
                found.Add("clickhouse " + table);
        }

        await engine.StopAsync(CancellationToken.None);
        return found;
    }

    private static async Task<List<string>> PostgresAsync(string folder, string mark)
    {
        await using var engine = new PostgresEngine(
            TestEngines.PostgresOptions(folder),
            NullLogger<PostgresEngine>.Instance,
            TimeProvider.System
        );
        await engine.StartAsync(CancellationToken.None);
        await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        var found = new List<string>();
        await using (var database = NpgsqlDataSource.Create(engine.ConnectionString + ";Pooling=false"))
        {
            var tables = new List<string>();
            await using (var list = database.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
            await using (var rows = await list.ExecuteReaderAsync())
                while (await rows.ReadAsync())
                    tables.Add(rows.GetString(0));
            foreach (var table in tables)
            {
                await using var search = database.CreateCommand($"SELECT count(*) FROM \"{table}\" t WHERE position($1 IN t::text) > 0");
                search.Parameters.AddWithValue(mark);
                if ((long)(await search.ExecuteScalarAsync())! > 0)
                    found.Add("postgres " + table);
            }
        }

        await engine.StopAsync(CancellationToken.None);
        return found;
    }
}
