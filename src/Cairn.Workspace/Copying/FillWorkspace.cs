using System.Globalization;
using Npgsql;

namespace Cairn.Workspace.Copying;

/// <summary>Puts a copy into tables that the schema's scripts have just made. One transaction: all of it or nothing.</summary>
public static class FillWorkspace
{
    /// <summary>Whether the database has no table of anybody.</summary>
    public static async Task<bool> IsEmptyAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        );
        return await command.ExecuteScalarAsync(cancellationToken) is 0L;
    }

    /// <param name="open">The copied rows of a table.</param>
    /// <param name="seen">Ids of projects that other stores know. One that the copy does not know was made after its moment: it gets a row that says it was
    /// deleted, so that what it left is erased and its id is never given again.</param>
    public static async Task RunAsync(
        NpgsqlDataSource source,
        IReadOnlyList<CopiedTable> tables,
        IReadOnlyList<CopiedSequence> sequences,
        Func<string, Stream> open,
        IReadOnlyCollection<uint> seen,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var names = tables.Select(t => WorkspaceTables.Quote(t.Name)).ToList();
        foreach (var name in names)
            await WorkspaceTables.ExecuteAsync(connection, $"ALTER TABLE {name} DISABLE TRIGGER USER", cancellationToken);
        // Scripts may have put first rows into tables.
        await WorkspaceTables.ExecuteAsync(connection, $"TRUNCATE {string.Join(", ", names)}", cancellationToken);
        foreach (var table in tables)
        {
            await using (
                var target = await connection.BeginRawBinaryCopyAsync(
                    $"COPY {WorkspaceTables.Quote(table.Name)} ({WorkspaceTables.Columns(table.Columns)}) FROM STDIN (FORMAT binary)",
                    cancellationToken
                )
            )
            await using (var rows = open(table.Name))
                await rows.CopyToAsync(target, cancellationToken);
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {WorkspaceTables.Quote(table.Name)}", connection);
            if (await count.ExecuteScalarAsync(cancellationToken) is not long found || found != table.Rows)
                throw new InvalidDataException($"The table {table.Name} should have {table.Rows} rows after its restore, and has not.");
        }

        foreach (var sequence in sequences)
            await SetSequenceAsync(connection, sequence, cancellationToken);
        await BuryAsync(connection, seen, now, cancellationToken);
        foreach (var name in names)
            await WorkspaceTables.ExecuteAsync(connection, $"ALTER TABLE {name} ENABLE TRIGGER USER", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task SetSequenceAsync(NpgsqlConnection connection, CopiedSequence sequence, CancellationToken cancellationToken)
    {
        await using var set = new NpgsqlCommand("SELECT setval($1::regclass, $2, $3)", connection);
        set.Parameters.AddWithValue(WorkspaceTables.Quote(sequence.Name));
        set.Parameters.AddWithValue(sequence.LastValue);
        set.Parameters.AddWithValue(sequence.IsCalled);
        await set.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task BuryAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<uint> seen,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        foreach (var id in seen)
        {
            await using var bury = new NpgsqlCommand(
                """
                INSERT INTO projects (id, slug, name, time_zone, currency, created_at, deleted_at, erase_at) OVERRIDING SYSTEM VALUE
                SELECT $1, $2, $3, 'UTC', 'EUR', $4, $4, $4 WHERE NOT EXISTS (SELECT FROM projects WHERE id = $1)
                """,
                connection
            );
            bury.Parameters.AddWithValue((int)id);
            bury.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"not-in-the-backup-{id}"));
            bury.Parameters.AddWithValue("Made after the backup");
            bury.Parameters.AddWithValue(now);
            await bury.ExecuteNonQueryAsync(cancellationToken);
        }

        await WorkspaceTables.ExecuteAsync(
            connection,
            """
            SELECT setval(pg_get_serial_sequence('projects', 'id'),
                greatest((SELECT max(id) FROM projects), (SELECT last_value FROM projects_id_seq)))
            WHERE EXISTS (SELECT FROM projects)
            """,
            cancellationToken
        );
    }
}
