using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;
using Cairn.Testing;
using static Cairn.Store.Tests.TestEvents;

namespace Cairn.Store.Tests.Events;

public sealed class EventWriterTests
{
    [Theory]
    [InlineData("""{"a":1}""", "a", "Float64", "1")]
    [InlineData("""{"a":-0.5e3}""", "a", "Float64", "-500")]
    [InlineData("""{"a":12345678901234567890123}""", "a", "Float64", "12345678901234567000000")]
    [InlineData("""{"a":true}""", "a", "Bool", "true")]
    [InlineData("""{"a":"x\"\\y\u0001"}""", "a", "String", "x\"\\y\u0001")]
    [InlineData("""{"a":"2026-01-01"}""", "a", "String", "2026-01-01")]
    [InlineData("""{"a":"2026-01-01T10:00:00Z"}""", "a", "String", "2026-01-01T10:00:00Z")]
    [InlineData("""{"a":"17"}""", "a", "String", "17")]
    [InlineData("""{"a":[1,"x",{"b":null}]}""", "a", "String", """[1,"x",{"b":null}]""")]
    [InlineData("""{"a":{"b":{"c":"deep"}}}""", "a.b.c", "String", "deep")]
    [InlineData("""{"a.b":"dotted"}""", "a.b", "String", "dotted")]
    [InlineData("""{"a":1,"a":2}""", "a", "Float64", "2")]
    [InlineData("""{"a":1,"a":{"b":2}}""", "a.b", "Float64", "2")]
    [InlineData("""{"we`ird $ \"näme\\":1}""", "we`ird $ \"näme\\", "Float64", "1")]
    [InlineData("""{"":1}""", "_", "Float64", "1")]
    [InlineData("""{"x..y":"z"}""", "x._.y", "String", "z")]
    [InlineData("""{"a":"\u0000null byte"}""", "a", "String", "\0null byte")]
    [InlineData("""{"SELECT":"sql","select.from":3}""", "SELECT", "String", "sql")]
    public async Task A_property_is_found_under_its_path_with_its_type(string properties, string path, string type, string text)
    {
        var (client, writer) = await CreateAsync();
        await writer.StoreAsync([Event("a", "user", properties)], default);

        var column = Sql.JsonPath("properties", path);
        var rows = await client.QueryAsync(
            $"SELECT dynamicType({column}), toString({column}), properties_json FROM events",
            QueryLimits.Interactive,
            default
        );
        rows.Count.ShouldBe(1);
        rows[0].String(0).ShouldBe(type);
        if (type == "Float64")
            double.Parse(rows[0].String(1)).ShouldBe(double.Parse(text));
        else
            rows[0].String(1).ShouldBe(text);
        rows[0].String(2).ShouldBe(properties);
    }

    [Fact]
    public async Task A_null_property_is_as_good_as_absent_but_stays_in_the_original()
    {
        var (client, writer) = await CreateAsync();
        await writer.StoreAsync([Event("a", "user", """{"a":null,"b":1}""")], default);

        var rows = await client.QueryAsync(
            $"SELECT dynamicType(properties.a), properties_json FROM events",
            QueryLimits.Interactive,
            default
        );
        (rows[0].String(0), rows[0].String(1)).ShouldBe(("None", """{"a":null,"b":1}"""));
    }

    [Fact]
    public async Task Events_of_many_months_land_in_one_batch_and_are_found_by_their_sequences()
    {
        var (client, writer) = await CreateAsync();
        var batch = Enumerable.Range(0, 300).Select(i => Event("a", "user")).ToList();
        for (var i = 0; i < batch.Count; i++)
            batch[i] = batch[i] with
            {
                Event = batch[i].Event with { Timestamp = new DateTimeOffset(2000 + (i / 12), 1 + (i % 12), 15, 0, 0, 0, TimeSpan.Zero) },
            };
        await writer.StoreAsync(batch, default);

        var stored = await writer.FindStoredAsync(batch[10].Sequence, batch[19].Sequence, default);
        stored.Order().ShouldBe(batch[10..20].Select(e => e.Sequence));
        (await client.QueryAsync($"SELECT count(), uniqExact(toYYYYMM(timestamp)) FROM events", QueryLimits.Interactive, default))[0]
            .Int64(1)
            .ShouldBe(300);
    }

    private static async Task<(ClickHouseClient, EventWriter)> CreateAsync()
    {
        var client = await TestEngines.CreateDatabaseAsync();
        return (client, new EventWriter(client, new Identities(client, TimeProvider.System)));
    }
}
