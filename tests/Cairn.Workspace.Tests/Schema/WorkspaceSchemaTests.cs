using Cairn.Events;
using Cairn.Testing;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Workspace.Tests.Schema;

public sealed class WorkspaceSchemaTests
{
    private static readonly SchemaScript _first = SchemaScript.Parse(
        "0001_first.sql",
        """
        CREATE TABLE a (x int); -- not here;
        CREATE FUNCTION one() RETURNS int AS $$ BEGIN RETURN 1; END; $$ LANGUAGE plpgsql;
        INSERT INTO a VALUES (length(';'));
        """
    );

    private static readonly SchemaScript _second = SchemaScript.Parse("0002_second.sql", "ALTER TABLE a ADD COLUMN y int;");

    [Fact]
    public async Task A_script_runs_once_and_a_later_cairn_runs_only_what_is_new()
    {
        await using var source = await EmptyAsync();

        (await WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None)).ShouldBe(1);
        (await WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None)).ShouldBe(0);
        (await WorkspaceSchema.MigrateAsync(source, [_second, _first], CancellationToken.None)).ShouldBe(1);

        (await CountAsync(source, "a")).ShouldBe(1);
    }

    [Fact]
    public async Task The_scripts_of_this_cairn_run_on_an_empty_database()
    {
        await using var source = await EmptyAsync();

        (await WorkspaceSchema.MigrateAsync(source, CancellationToken.None)).ShouldBe(WorkspaceSchema.Version);

        (await CountAsync(source, "schema_migrations")).ShouldBe(WorkspaceSchema.Version);
    }

    [Fact]
    public async Task Servers_that_start_at_once_wait_for_each_other()
    {
        await using var source = await EmptyAsync();

        var ran = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => WorkspaceSchema.MigrateAsync(source, [_first, _second], CancellationToken.None))
        );

        ran.Sum().ShouldBe(2);
        (await CountAsync(source, "a")).ShouldBe(1);
    }

    [Fact]
    public async Task A_script_that_failed_half_way_leaves_nothing()
    {
        await using var source = await EmptyAsync();
        var broken = SchemaScript.Parse("0001_first.sql", _first.Text + " SELECT nonsense;");

        await Should.ThrowAsync<PostgresException>(() => WorkspaceSchema.MigrateAsync(source, [broken], CancellationToken.None));

        (await WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await using var source = await EmptyAsync();
        await WorkspaceSchema.MigrateAsync(source, [_first, _second], CancellationToken.None);

        var refused = await Should.ThrowAsync<SchemaException>(() =>
            WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None)
        );

        refused.Message.ShouldContain("schema version 2, but this Cairn knows versions up to 1");
    }

    [Fact]
    public async Task A_changed_script_is_refused()
    {
        await using var source = await EmptyAsync();
        await WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None);
        var changed = SchemaScript.Parse("0001_first.sql", _first.Text + " SELECT 1;");

        var refused = await Should.ThrowAsync<SchemaException>(() =>
            WorkspaceSchema.MigrateAsync(source, [changed], CancellationToken.None)
        );

        refused.Message.ShouldContain("0001_first");
    }

    private static async Task<NpgsqlDataSource> EmptyAsync() =>
        NpgsqlDataSource.Create(await TestEngines.CreateEmptyPostgresDatabaseAsync());

    private static async Task<long> CountAsync(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
