using Npgsql;

namespace Cairn.Workspace.Copying;

/// <summary>A table of the workspace as it lies in a copy.</summary>
/// <param name="Columns">Those that carry values of their own, in the order of the copy.</param>
/// <param name="Rows">When it was copied.</param>
public sealed record CopiedTable(string Name, IReadOnlyList<string> Columns, long Rows);

/// <summary>Where a sequence stood.</summary>
/// <param name="IsCalled">Whether <paramref name="LastValue"/> was given out already.</param>
public sealed record CopiedSequence(string Name, long LastValue, bool IsCalled);

/// <summary>Which tables does the workspace have? Asked of PostgreSQL itself, so that a new table is never forgotten.</summary>
internal static class WorkspaceTables
{
    /// <summary>The record of what ran is made by the scripts themselves.</summary>
    public const string Migrations = "schema_migrations";

    /// <summary>Tables whose rows no copy may hold, though they are there, and empty, after a restore.</summary>
    /// <remarks><c>cookieless_salts</c>: a salt must not outlive its two days, or hashed visitors could be told apart for longer.</remarks>
    public static IReadOnlySet<string> LeftOut { get; } = new HashSet<string> { Migrations, "cookieless_salts" };

    /// <summary>Every table but those that are left out, those that others refer to first.</summary>
    public static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Columns)>> ListAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var columns = await PairsAsync(
            connection,
            """
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY c.relname, a.attnum
            """,
            cancellationToken
        );
        var references = await PairsAsync(
            connection,
            """
            SELECT f.conrelid::regclass::text, f.confrelid::regclass::text FROM pg_constraint f
            WHERE f.contype = 'f' AND f.connamespace = current_schema()::regnamespace AND f.conrelid <> f.confrelid
            """,
            cancellationToken
        );
        var needs = references.ToLookup(r => r.First, r => r.Second);
        var tables = columns
            .Where(c => !LeftOut.Contains(c.First))
            .GroupBy(c => c.First, c => c.Second)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]);
        var ordered = new List<string>();
        while (ordered.Count < tables.Count)
        {
            var next = tables.Keys.Where(t => !ordered.Contains(t)).Order(StringComparer.Ordinal).ToList();
            var free = next.Where(t => needs[t].All(n => ordered.Contains(n) || !tables.ContainsKey(n))).ToList();
            if (free.Count == 0)
                throw new InvalidOperationException(
                    $"The tables {string.Join(", ", next)} refer to each other in a ring and cannot be copied in any order."
                );
            ordered.AddRange(free);
        }

        return [.. ordered.Select(name => (name, tables[name]))];
    }

    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Columns(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<(string First, string Second)>> PairsAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken
    )
    {
        var pairs = new List<(string, string)>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            pairs.Add((rows.GetString(0), rows.GetString(1)));
        return pairs;
    }
}
