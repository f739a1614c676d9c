using Cairn.Store.ClickHouse;
using Cairn.Testing;

namespace Cairn.Store.Tests.ClickHouse;

public sealed class ClickHouseClientTests : IClassFixture<ClickHouseDatabase>
{
    private readonly ClickHouseClient _client;

    public ClickHouseClientTests(ClickHouseDatabase database) => _client = database.Client;

    [Fact]
    public async Task A_cancelled_question_stops_in_clickhouse()
    {
        var id = Guid.NewGuid().ToString("N");
        using var cancel = new CancellationTokenSource();
        var asking = _client.QueryAsync(
            $"SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))",
            QueryLimits.Interactive with
            {
                QueryId = id,
            },
            cancel.Token
        );
        await UntilRunningAsync(id, expected: true);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await UntilRunningAsync(id, expected: false);
    }

    [Theory]
    [InlineData("SELECT nonsense FROM nowhere", 60)]
    [InlineData("SELEC 1", 62)]
    [InlineData("SELECT throwIf(1, 'said so')", 395)]
    [InlineData("SELECT number FROM numbers(10000000) WHERE throwIf(number = 5000000, 'late')", 395)]
    public async Task An_error_carries_clickhouses_code(string sql, int code)
    {
        var error = await Should.ThrowAsync<ClickHouseException>(() => QueryAsync(Sql.Trusted(sql), QueryLimits.Interactive));
        error.Code.ShouldBe(code);
        error.IsTimeout.ShouldBeFalse();
        error.IsTooMuch.ShouldBeFalse();
    }

    [Fact]
    public async Task A_question_that_takes_too_long_is_a_timeout()
    {
        var error = await Should.ThrowAsync<ClickHouseException>(() =>
            QueryAsync(
                $"SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))",
                QueryLimits.Interactive with
                {
                    MaxTime = TimeSpan.FromMilliseconds(200),
                }
            )
        );
        error.IsTimeout.ShouldBeTrue();
    }

    [Fact]
    public async Task A_question_that_needs_too_much_memory_or_gives_too_many_rows_is_too_much()
    {
        var memory = await Should.ThrowAsync<ClickHouseException>(() =>
            QueryAsync(
                $"SELECT length(groupArray(number)) FROM numbers(100000000)",
                QueryLimits.Interactive with
                {
                    MaxMemoryBytes = 50_000_000,
                }
            )
        );
        memory.IsTooMuch.ShouldBeTrue();
        var rows = await Should.ThrowAsync<ClickHouseException>(() =>
            QueryAsync($"SELECT number FROM numbers(1000)", QueryLimits.Interactive with { MaxResultRows = 999 })
        );
        rows.IsTooMuch.ShouldBeTrue();
    }

    [Fact]
    public async Task No_question_gets_more_than_half_of_the_engines_memory_and_may_ask_for_less()
    {
        var most = await QueryAsync($"SELECT getSetting('max_memory_usage')", QueryLimits.Interactive);
        most[0].Int64(0).ShouldBe(500_000_000);
        var less = await QueryAsync($"SELECT getSetting('max_memory_usage')", QueryLimits.Interactive with { MaxMemoryBytes = 90_000_000 });
        less[0].Int64(0).ShouldBe(90_000_000);
    }

    [Fact]
    public async Task A_question_cannot_change_anything()
    {
        var error = await Should.ThrowAsync<ClickHouseException>(() =>
            QueryAsync($"INSERT INTO person_merges SELECT 1, 2, 3, 4", QueryLimits.Interactive)
        );
        error.Code.ShouldBe(164);
    }

    [Fact]
    public async Task Nobody_there_means_unavailable()
    {
        using var http = new HttpClient();
        var nobody = new ClickHouseClient(http, () => new ClickHouseAddress(new Uri("http://127.0.0.1:1"), "a", "b", "c"));
        await Should.ThrowAsync<ClickHouseUnavailableException>(() =>
            nobody.QueryAsync($"SELECT 1", QueryLimits.Interactive, CancellationToken.None)
        );
    }

    [Fact]
    public async Task An_answer_carries_columns_costs_and_the_question()
    {
        var rows = await QueryAsync($"SELECT number AS n, {"it's"} AS word FROM numbers(3)", QueryLimits.Interactive);

        rows.Count.ShouldBe(3);
        rows.Select(row => row.Int64(0)).ShouldBe([0L, 1, 2]);
        rows.Columns.Select(c => (c.Name, c.Type)).ShouldBe([("n", "UInt64"), ("word", "String")]);
        rows.RowsRead.ShouldBe(3);
        rows.BytesRead.ShouldBe(24);
        rows.Elapsed.ShouldBeGreaterThan(TimeSpan.Zero);
        rows.Sql.ShouldBe("SELECT number AS n, 'it\\'s' AS word FROM numbers(3)");
    }

    [Fact]
    public async Task Rows_in_native_format_arrive()
    {
        // One block of 2 columns and 3 rows: varint counts, then name, type, values, column by column.
        byte[] block = [2, 3, .. Column("own_id", "UInt64", 1, 2, 3), .. Column("version", "UInt64", 7, 8, 9)];

        await _client.InsertNativeAsync("person_merges (own_id, version)", block, Guid.NewGuid().ToString("N"), CancellationToken.None);

        var rows = await QueryAsync($"SELECT own_id, version FROM person_merges ORDER BY own_id", QueryLimits.Interactive);
        rows.Select(row => (row.UInt64(0), row.UInt64(1))).ShouldBe([(1UL, 7UL), (2UL, 8UL), (3UL, 9UL)]);
    }

    [Fact]
    public async Task An_insert_that_clickhouse_cannot_read_is_an_error_and_leaves_nothing()
    {
        byte[] torn = [2, 3, .. Column("own_id", "UInt64", 100, 101, 102), 7, (byte)'v'];

        await Should.ThrowAsync<ClickHouseException>(() =>
            _client.InsertNativeAsync("person_merges (own_id, version)", torn, Guid.NewGuid().ToString("N"), CancellationToken.None)
        );

        var rows = await QueryAsync($"SELECT count() FROM person_merges WHERE own_id >= 100", QueryLimits.Interactive);
        rows[0].Int64(0).ShouldBe(0);
    }

    [Fact]
    public async Task A_date_in_a_json_property_stays_text()
    {
        var text = """{"day":"2025-01-31","moment":"2025-01-31 10:00:00","number":"17"}""";
        var rows = await QueryAsync(
            $"SELECT dynamicType(j.day), dynamicType(j.moment), dynamicType(j.number) FROM (SELECT {text}::JSON AS j)",
            QueryLimits.Interactive
        );
        for (var column = 0; column < 3; column++)
            rows[0].String(column).ShouldBe("String");
    }

    private static byte[] Column(string name, string type, params ulong[] values) =>
        [
            (byte)name.Length,
            .. System.Text.Encoding.ASCII.GetBytes(name),
            (byte)type.Length,
            .. System.Text.Encoding.ASCII.GetBytes(type),
            .. values.SelectMany(BitConverter.GetBytes),
        ];

    private Task<ClickHouseRows> QueryAsync(Sql sql, QueryLimits limits) => _client.QueryAsync(sql, limits, CancellationToken.None);

    private async Task UntilRunningAsync(string id, bool expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        bool running;
        do
        {
            var rows = await _client.QueryAsync(
                $"SELECT count() FROM system.processes WHERE query_id = {id} AND NOT is_cancelled",
                QueryLimits.Interactive,
                limit.Token
            );
            running = rows[0].Int64(0) == 1;
        } while (running != expected);
    }
}
