using Cairn.Events;
using Cairn.Testing;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Workspace.Tests;

public sealed class WorkspaceSchemaTests
{
    private static readonly SchemaScript _first = SchemaScript.Parse("0001_first.sql", "CREATE TABLE a (x int); CREATE TABLE b (x int);");

    [Fact]
    public async Task A_script_runs_once()
    {
        await using var source = await EmptyAsync();

        (await WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None)).ShouldBe(1);
        (await WorkspaceSchema.MigrateAsync(source, [_first], CancellationToken.None)).ShouldBe(0);
    }

    private static async Task<NpgsqlDataSource> EmptyAsync() =>
        NpgsqlDataSource.Create(await TestEngines.CreateEmptyPostgresDatabaseAsync());
}
