using System.Text.Json;
using Cairn.Events;
using Npgsql;
using NpgsqlTypes;

namespace Cairn.Workspace.Erasing;

/// <summary>Reads and writes <c>erasures</c>. What an erasure is about is sealed by the master key and never leaves this class in any other form.</summary>
public sealed class Erasures(NpgsqlDataSource database, MasterKey master)
{
    private const string Columns =
        "id, project_id, state, reason, block_future, asked_by, asked_at, started_at, finished_at, attempts, next_try_at, error, subjects, boundary, hashes, counts::text, keys, receipt::text";

    /// <summary>Makes or replaces the row: an erasure is written whole, by the one job that runs it.</summary>
    public async Task SaveAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = Write(connection, erasure);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Destroys the keys of the erasure's own ids and notes that it did, both or neither.</summary>
    /// <returns>The erasure with the ids of the keys.</returns>
    public async Task<Erasure> DestroyKeysAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var keys = new HashSet<Guid>(erasure.Keys);
        await using (
            var delete = new NpgsqlCommand("DELETE FROM person_keys WHERE project_id = $1 AND own_id = ANY($2) RETURNING id", connection)
        )
        {
            delete.Parameters.AddWithValue((int)erasure.Project.Value);
            delete.Parameters.AddWithValue(erasure.Subjects!.Owns.Select(own => (long)own).ToArray());
            await using var gone = await delete.ExecuteReaderAsync(cancellationToken);
            while (await gone.ReadAsync(cancellationToken))
                keys.Add(gone.GetGuid(0));
        }

        if (erasure.BlockFuture)
        {
            await using var block = new NpgsqlCommand(
                "INSERT INTO erased_ids SELECT $1, h, $3 FROM unnest($2) AS h ON CONFLICT DO NOTHING",
                connection
            );
            block.Parameters.AddWithValue((int)erasure.Project.Value);
            block.Parameters.AddWithValue(erasure.Hashes.ToArray());
            block.Parameters.AddWithValue(erasure.Id);
            await block.ExecuteNonQueryAsync(cancellationToken);
        }

        var noted = erasure with { Keys = [.. keys.Order()] };
        await using (var write = Write(connection, noted))
            await write.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return noted;
    }

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Erasure>> ListAsync(ProjectId project, CancellationToken cancellationToken) =>
        ReadAsync(
            $"SELECT {Columns} FROM erasures WHERE project_id = $1 ORDER BY asked_at DESC LIMIT 200",
            [(int)project.Value],
            cancellationToken
        );

    public async Task<Erasure?> FindAsync(ProjectId project, Guid id, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                $"SELECT {Columns} FROM erasures WHERE project_id = $1 AND id = $2",
                [(int)project.Value, id],
                cancellationToken
            )
        ).FirstOrDefault();

    /// <summary>All that are not over, those that must wait before another try left out; oldest first.</summary>
    public Task<IReadOnlyList<Erasure>> OpenAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(
            $"""
            SELECT {Columns} FROM erasures
            WHERE state <> 'done' AND (next_try_at IS NULL OR next_try_at <= $1)
                AND project_id IN (SELECT id FROM projects WHERE deleted_at IS NULL)
            ORDER BY asked_at LIMIT 200
            """,
            [now],
            cancellationToken
        );

    /// <summary>How many there are, by state.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = ErasureStates.Words.ToDictionary(w => w, _ => 0L);
        await using var command = database.CreateCommand("SELECT state, count(*) FROM erasures GROUP BY state");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            counts[rows.GetString(0)] = rows.GetInt64(1);
        return counts;
    }

    /// <summary>Makes what was deleted go from PostgreSQL's files too: dead rows, and the log they were written to. Wrapped keys and sealed ids only ever stood
    /// there; this is for the case that the master key is known to somebody.</summary>
    public async Task ScrubAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var statement in (string[])["VACUUM (FULL) person_keys", "VACUUM (FULL) erasures", "SELECT pg_switch_wal()", "CHECKPOINT"])
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            // An external server may not let Cairn's user do these two; its operator sees to its log.
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege) { }
        }
    }

    private static string Purpose(Guid id) => "erasure " + id.ToString("N");

    private NpgsqlCommand Write(NpgsqlConnection connection, Erasure e)
    {
        var command = new NpgsqlCommand(
            """
            INSERT INTO erasures VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            ON CONFLICT (id) DO UPDATE SET state = $3, started_at = $8, finished_at = $9, attempts = $10, next_try_at = $11, error = $12,
                subjects = $13, boundary = $14, hashes = $15, counts = $16, keys = $17, receipt = $18
            """,
            connection
        );
        Add(e.Id, NpgsqlDbType.Uuid);
        Add((int)e.Project.Value, NpgsqlDbType.Integer);
        Add(e.State.Word(), NpgsqlDbType.Text);
        Add(e.Reason, NpgsqlDbType.Text);
        Add(e.BlockFuture, NpgsqlDbType.Boolean);
        Add(e.AskedBy, NpgsqlDbType.Text);
        Add(e.AskedAt, NpgsqlDbType.TimestampTz);
        Add(e.StartedAt, NpgsqlDbType.TimestampTz);
        Add(e.FinishedAt, NpgsqlDbType.TimestampTz);
        Add(e.Attempts, NpgsqlDbType.Integer);
        Add(e.NextTryAt, NpgsqlDbType.TimestampTz);
        Add(e.Error, NpgsqlDbType.Text);
        Add(
            e.Subjects is null
                ? null
                : master.Seal(Purpose(e.Id), JsonSerializer.SerializeToUtf8Bytes(e.Subjects, JsonSerializerOptions.Web)),
            NpgsqlDbType.Bytea
        );
        Add((long?)e.Boundary, NpgsqlDbType.Bigint);
        Add(e.Hashes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(e.Counts is null ? null : JsonSerializer.Serialize(e.Counts), NpgsqlDbType.Json);
        Add(e.Keys.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(e.Receipt, NpgsqlDbType.Json);
        return command;

        void Add(object? value, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    private async Task<IReadOnlyList<Erasure>> ReadAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var read = new List<Erasure>();
        while (await rows.ReadAsync(cancellationToken))
            read.Add(Read(rows));
        return read;
    }

    private Erasure Read(NpgsqlDataReader row)
    {
        var id = row.GetGuid(0);
        return new Erasure(
            id,
            new ProjectId((uint)row.GetInt32(1)),
            ErasureStates.Parse(row.GetString(2)),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.GetBoolean(4),
            row.GetString(5),
            row.GetFieldValue<DateTimeOffset>(6),
            Time(7),
            Time(8),
            row.GetInt32(9),
            Time(10),
            row.IsDBNull(11) ? null : row.GetString(11),
            row.IsDBNull(12)
                ? null
                : JsonSerializer.Deserialize<ErasureSubjects>(
                    master.Open(Purpose(id), row.GetFieldValue<byte[]>(12)),
                    JsonSerializerOptions.Web
                ),
            row.IsDBNull(13) ? null : (ulong)row.GetInt64(13),
            row.GetFieldValue<string[]>(14),
            row.IsDBNull(15) ? null : JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(15)),
            row.GetFieldValue<Guid[]>(16),
            row.IsDBNull(17) ? null : row.GetString(17)
        );

        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
