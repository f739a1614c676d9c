using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Schema;
using Cairn.Testing;

namespace Cairn.Store.Tests.Schema;

public sealed class StoreSchemaTests
{
    private static readonly SchemaScript _first = SchemaScript.Parse(
        "0001_first.sql",
        "CREATE TABLE IF NOT EXISTS a (x UInt8) ENGINE = MergeTree ORDER BY x; CREATE TABLE IF NOT EXISTS b (x UInt8) ENGINE = MergeTree ORDER BY x;"
    );

    private static readonly SchemaScript _second = SchemaScript.Parse("0002_second.sql", "ALTER TABLE a ADD COLUMN IF NOT EXISTS y UInt8;");

    [Fact]
    public async Task A_fresh_database_gets_all_tables_and_a_second_run_does_nothing()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();

        (await StoreSchema.MigrateAsync(client, CancellationToken.None)).ShouldBe(StoreSchema.Version);
        (await StoreSchema.MigrateAsync(client, CancellationToken.None)).ShouldBe(0);

        (await CountAsync(client, "events")).ShouldBe(0);
        (await CountAsync(client, "schema_migrations")).ShouldBe(StoreSchema.Version);
    }

    [Fact]
    public async Task Every_script_may_be_interrupted_anywhere_and_run_again()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();
        await StoreSchema.MigrateAsync(client, CancellationToken.None);

        // As if the process had died just before each script was recorded.
        await client.ExecuteAsync($"TRUNCATE TABLE schema_migrations", TimeSpan.FromMinutes(1), CancellationToken.None);

        (await StoreSchema.MigrateAsync(client, CancellationToken.None)).ShouldBe(StoreSchema.Version);
    }

    [Fact]
    public async Task A_later_cairn_runs_only_what_is_new()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();
        (await StoreSchema.MigrateAsync(client, [_first], CancellationToken.None)).ShouldBe(1);
        (await StoreSchema.MigrateAsync(client, [_second, _first], CancellationToken.None)).ShouldBe(1);
        (await StoreSchema.MigrateAsync(client, [_first, _second], CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_script_that_failed_half_way_is_not_recorded_and_is_finished_by_the_next_start()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();
        var broken = SchemaScript.Parse("0001_first.sql", _first.Text.Replace("b (x UInt8)", "b (x Nonsense)", StringComparison.Ordinal));
        await Should.ThrowAsync<ClickHouseException>(() => StoreSchema.MigrateAsync(client, [broken], CancellationToken.None));
        (await CountAsync(client, "a")).ShouldBe(0);
        (await CountAsync(client, "schema_migrations")).ShouldBe(0);

        (await StoreSchema.MigrateAsync(client, [_first], CancellationToken.None)).ShouldBe(1);

        (await CountAsync(client, "b")).ShouldBe(0);
    }

    [Fact]
    public async Task A_newer_store_is_refused()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();
        await StoreSchema.MigrateAsync(client, [_first, _second], CancellationToken.None);

        var refused = await Should.ThrowAsync<SchemaException>(() => StoreSchema.MigrateAsync(client, [_first], CancellationToken.None));

        refused.Message.ShouldContain("schema version 2, but this Cairn knows versions up to 1");
    }

    [Fact]
    public async Task A_changed_script_is_refused_and_another_line_end_is_no_change()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();
        await StoreSchema.MigrateAsync(client, [_first], CancellationToken.None);
        var changed = SchemaScript.Parse("0001_first.sql", _first.Text + " SELECT 1;");
        var sameText = SchemaScript.Parse("0001_first.sql", _first.Text.ReplaceLineEndings("\r\n"));

        var refused = await Should.ThrowAsync<SchemaException>(() => StoreSchema.MigrateAsync(client, [changed], CancellationToken.None));

        refused.Message.ShouldContain("0001_first");
        (await StoreSchema.MigrateAsync(client, [sameText], CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_gap_in_the_numbers_is_refused()
    {
        var client = await TestEngines.CreateEmptyDatabaseAsync();
        var third = SchemaScript.Parse("0003_third.sql", "SELECT 1");

        await Should.ThrowAsync<SchemaException>(() => StoreSchema.MigrateAsync(client, [_first, third], CancellationToken.None));

        (await CountAsync(client, "schema_migrations")).ShouldBe(0);
    }

    [Theory]
    [InlineData("1_first.sql")]
    [InlineData("first.sql")]
    [InlineData("0001_first.txt")]
    [InlineData("0001-first.sql")]
    [InlineData("x001_first.sql")]
    public void A_script_must_be_named_by_number_and_purpose(string fileName) =>
        Should.Throw<FormatException>(() => SchemaScript.Parse(fileName, "")).Message.ShouldContain(fileName);

    private static async Task<long> CountAsync(ClickHouseClient client, string table) =>
        (await client.QueryAsync($"SELECT count() FROM {Sql.Identifier(table)}", QueryLimits.Interactive, CancellationToken.None))[0]
            .Int64(0);
}
