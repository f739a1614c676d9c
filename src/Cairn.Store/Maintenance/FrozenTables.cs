using System.Globalization;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;

namespace Cairn.Store.Maintenance;

/// <summary>A part of a table as it was at one moment: files that never change.</summary>
/// <param name="Folder">Links to its files.</param>
/// <param name="Rows">Those marked as deleted included.</param>
public sealed record FrozenPart(string Table, string TableId, string Name, string Folder, long Rows);

/// <summary>A table as it lies in a backup.</summary>
/// <param name="Columns">In the table's order.</param>
/// <param name="Rows">Before ClickHouse folds rows that replace each other.</param>
public sealed record BackedUpTable(string Name, IReadOnlyList<string> Columns, long Rows);

/// <summary>The tables of an embedded ClickHouse at one moment: hard links to their immutable parts, made in milliseconds, costing no room until the parts
/// are merged away. Dispose removes the links.</summary>
public sealed class FrozenTables : IDisposable
{
    private const string Prefix = "cairn_";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly string _folder;

    private FrozenTables(string folder, IReadOnlyList<BackedUpTable> tables, IReadOnlyList<FrozenPart> parts) =>
        (_folder, Tables, Parts) = (folder, tables, parts);

    public IReadOnlyList<BackedUpTable> Tables { get; }

    public IReadOnlyList<FrozenPart> Parts { get; }

    /// <summary>What was told about rewrites first, then the rest: rows frozen before a rewrite must not meet the note that it was done.</summary>
    /// <param name="name">Of this freeze.</param>
    public static async Task<FrozenTables> FreezeAsync(
        ClickHouseEngine engine,
        ClickHouseClient client,
        string name,
        CancellationToken cancellationToken
    )
    {
        name = name.Replace('-', '_'); // ClickHouse writes other characters than letters, digits and this one as escapes
        var tables = await ListTables.RunAsync(client, cancellationToken);
        var folder = Path.Combine(Shadow(engine.Folder), Prefix + name);
        try
        {
            foreach (var table in tables.OrderBy(t => t.Name is "person_rewrites" ? 0 : 1))
                await client.ExecuteAsync(
                    $"ALTER TABLE {Sql.Identifier(table.Name)} FREEZE WITH NAME {Sql.Trusted($"'{Prefix}{name}'")}",
                    _patience,
                    cancellationToken
                );
            var parts = Find(folder, tables).ToList();
            await CheckAsync(client, parts, cancellationToken);
            var rows = parts.ToLookup(p => p.Table, p => p.Rows);
            return new FrozenTables(folder, [.. tables.Select(t => new BackedUpTable(t.Name, t.Columns, rows[t.Name].Sum()))], parts);
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>Removes what a process left that did not end well.</summary>
    public static void RemoveLeftovers(string engineFolder)
    {
        if (!Directory.Exists(Shadow(engineFolder)))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Shadow(engineFolder), Prefix + "*"))
            Remove(folder);
    }

    public void Dispose() => Remove(_folder);

    private static string Shadow(string engineFolder) => Path.Combine(new ClickHouseFiles(engineFolder).Data, "shadow");

    /// <summary>shadow/NAME/store/abc/abc…uuid/PART/.</summary>
    private static IEnumerable<FrozenPart> Find(string folder, IReadOnlyList<ListTables.Found> tables)
    {
        foreach (var table in tables)
        {
            var path = Path.Combine(folder, "store", table.Id[..3], table.Id);
            if (!Directory.Exists(path))
                continue;
            foreach (var part in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
                yield return new FrozenPart(
                    table.Name,
                    table.Id,
                    Path.GetFileName(part),
                    part,
                    long.Parse(File.ReadAllText(Path.Combine(part, "count.txt")), CultureInfo.InvariantCulture)
                );
        }
    }

    /// <summary>A table that has rows and of which nothing was frozen would be missing silently.</summary>
    private static async Task CheckAsync(ClickHouseClient client, IReadOnlyList<FrozenPart> parts, CancellationToken cancellationToken)
    {
        var filled = await client.QueryAsync(
            $"SELECT DISTINCT table FROM system.parts WHERE active AND rows > 0 AND database = currentDatabase() AND table != 'schema_migrations'",
            QueryLimits.Interactive,
            cancellationToken
        );
        if (filled.Select(r => r.String(0)).FirstOrDefault(table => parts.All(p => p.Table != table)) is { } missing)
            throw new InvalidDataException($"The rows of the table {missing} could not be frozen.");
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
