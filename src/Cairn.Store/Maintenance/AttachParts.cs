using Cairn.Store.ClickHouse;

namespace Cairn.Store.Maintenance;

/// <summary>Takes parts of a backup into an embedded ClickHouse's empty tables.</summary>
public static class AttachParts
{
    /// <param name="place">Writes the table's parts, a folder each, into a folder.</param>
    /// <exception cref="InvalidDataException">The schema does not make that table.</exception>
    public static async Task RunAsync(
        ClickHouseClient client,
        BackedUpTable table,
        Action<string> place,
        CancellationToken cancellationToken
    )
    {
        var found =
            (await ListTables.RunAsync(client, cancellationToken)).FirstOrDefault(t => t.Name == table.Name)
            ?? throw new InvalidDataException($"The backup has a table {table.Name} that the schema does not make.");
        var detached = Path.Combine(found.Folder, "detached");
        Directory.CreateDirectory(detached);
        place(detached);
        foreach (var part in Directory.EnumerateDirectories(detached).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            await client.ExecuteAsync(
                $"ALTER TABLE {Sql.Identifier(table.Name)} ATTACH PART {Sql.Trusted($"'{part}'")}",
                TimeSpan.FromMinutes(10),
                cancellationToken
            );
    }
}
