using System.Data;
using Npgsql;

namespace Cairn.Workspace.Copying;

/// <summary>The workspace as it was at one moment, to be copied at leisure: one read-only transaction that sees nothing later. Nobody waits for it.</summary>
public sealed class WorkspaceSnapshot : IAsyncDisposable
{
    /// <summary>What other stores follow: static cohorts' lists and the projects that are there. Differs when one of them changed.</summary>
    private const string Fence = """
        SELECT coalesce((SELECT string_agg(id || ' ' || list_id, ',' ORDER BY id) FROM cohorts), '') || '/'
            || coalesce((SELECT string_agg(id || ' ' || (erased_at IS NULL), ',' ORDER BY id) FROM projects), '')
        """;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _fence;

    private WorkspaceSnapshot(NpgsqlDataSource source, NpgsqlConnection connection, NpgsqlTransaction transaction, string fence) =>
        (_source, _connection, _transaction, _fence) = (source, connection, transaction, fence);

    /// <summary>Its moment is within this call.</summary>
    public static async Task<WorkspaceSnapshot> TakeAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await WorkspaceTables.ExecuteAsync(connection, "SET TRANSACTION READ ONLY", cancellationToken);
            return new WorkspaceSnapshot(source, connection, transaction, await FenceAsync(connection, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether what the other stores follow is still as this saw it.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        await using var now = await _source.OpenConnectionAsync(cancellationToken);
        return await FenceAsync(now, cancellationToken) == _fence;
    }

    /// <summary>Versions and checksums of the scripts that made the tables.</summary>
    public async Task<IReadOnlyDictionary<int, string>> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, string>();
        await using var read = new NpgsqlCommand("SELECT version, checksum FROM schema_migrations", _connection);
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            applied.Add(rows.GetInt32(0), rows.GetString(1));
        return applied;
    }

    /// <summary>Hands over every table in the binary format of COPY, those that others refer to first.</summary>
    public async Task<IReadOnlyList<CopiedTable>> CopyAsync(
        Func<string, Func<Stream, Task>, Task> storeAsync,
        CancellationToken cancellationToken
    )
    {
        var copied = new List<CopiedTable>();
        foreach (var (name, columns) in await WorkspaceTables.ListAsync(_connection, cancellationToken))
        {
            var list = WorkspaceTables.Columns(columns);
            await storeAsync(
                name,
                async target =>
                {
                    await using var rows = await _connection.BeginRawBinaryCopyAsync(
                        $"COPY (SELECT {list} FROM {WorkspaceTables.Quote(name)}) TO STDOUT (FORMAT binary)",
                        cancellationToken
                    );
                    await rows.CopyToAsync(target, cancellationToken);
                }
            );
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {WorkspaceTables.Quote(name)}", _connection)
            {
                CommandTimeout = 0,
            };
            copied.Add(new CopiedTable(name, columns, (long)(await count.ExecuteScalarAsync(cancellationToken))!));
        }

        return copied;
    }

    /// <summary>Sequences are outside of transactions: read after the tables, they are past every id in them.</summary>
    public async Task<IReadOnlyList<CopiedSequence>> ReadSequencesAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await using (var list = new NpgsqlCommand("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()", _connection))
        await using (var rows = await list.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken))
                names.Add(rows.GetString(0));
        var sequences = new List<CopiedSequence>();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            await using var read = new NpgsqlCommand($"SELECT last_value, is_called FROM {WorkspaceTables.Quote(name)}", _connection);
            await using var row = await read.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            sequences.Add(new CopiedSequence(name, row.GetInt64(0), row.GetBoolean(1)));
        }

        return sequences;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<string> FenceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Fence, connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
