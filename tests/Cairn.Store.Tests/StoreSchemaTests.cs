using Cairn.Store.ClickHouse;
using Cairn.Store.Schema;
using Cairn.Testing;

namespace Cairn.Store.Tests;

public sealed class StoreSchemaTests
{
    [Fact]
    public async Task A_fresh_database_gets_all_tables_and_a_second_run_does_nothing()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();

        (await StoreSchema.MigrateAsync(client, CancellationToken.None)).ShouldBe(StoreSchema.Scripts.Count);
        (await StoreSchema.MigrateAsync(client, CancellationToken.None)).ShouldBe(0);

        var rows = await client.QueryAsync($"SELECT count() FROM events", QueryLimits.Interactive, CancellationToken.None);
        rows[0].Int64(0).ShouldBe(0);
    }
}
