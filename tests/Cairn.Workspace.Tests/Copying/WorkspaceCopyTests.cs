using System.Text;
using Cairn.Testing;
using Cairn.Workspace.Copying;
using Npgsql;

namespace Cairn.Workspace.Tests.Copying;

public sealed class WorkspaceCopyTests
{
    /// <summary>Whoever adds a table looks at this: is it copied, and may it be?</summary>
    [Fact]
    public async Task Every_table_is_copied_or_named_as_left_out()
    {
        await using var database = NpgsqlDataSource.Create(await TestEngines.CreatePostgresDatabaseAsync());
        var all = new List<string>();
        await using (var list = database.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        await using (var rows = await list.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                all.Add(rows.GetString(0));

        var copied = await CopyAsync(database);

        copied.Keys.Union(WorkspaceTables.LeftOut).Order().ShouldBe(all.Order());
        copied.Keys.Intersect(WorkspaceTables.LeftOut).ShouldBeEmpty();
        WorkspaceTables
            .LeftOut.Order()
            .ToList()
            .ShouldBe(["cookieless_salts", "schema_migrations"], "each needs a reason in WorkspaceTables");
    }

    [Fact]
    public async Task A_salt_of_cookieless_ids_is_in_no_copy()
    {
        const string Salt = "salt-that-must-not-outlive-days!";
        await using var database = NpgsqlDataSource.Create(await TestEngines.CreatePostgresDatabaseAsync());
        await using (var insert = database.CreateCommand("INSERT INTO cookieless_salts (day, salt) VALUES (current_date, $1)"))
        {
            insert.Parameters.AddWithValue(Encoding.ASCII.GetBytes(Salt));
            await insert.ExecuteNonQueryAsync();
        }

        foreach (var (_, bytes) in await CopyAsync(database))
            bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Salt)).ShouldBe(-1);
    }

    private static async Task<Dictionary<string, byte[]>> CopyAsync(NpgsqlDataSource database)
    {
        var copied = new Dictionary<string, byte[]>();
        await using var snapshot = await WorkspaceSnapshot.TakeAsync(database, CancellationToken.None);
        await snapshot.CopyAsync(
            async (table, writeAsync) =>
            {
                using var bytes = new MemoryStream();
                await writeAsync(bytes);
                copied[table] = bytes.ToArray();
            },
            CancellationToken.None
        );
        return copied;
    }
}
