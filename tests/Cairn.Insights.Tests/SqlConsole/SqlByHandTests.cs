using System.Text.Json.Nodes;
using Cairn.Insights.SqlConsole;

namespace Cairn.Insights.Tests.SqlConsole;

public sealed class SqlByHandTests(SqlDatabase shop) : IClassFixture<SqlDatabase>
{
    [Theory]
    [InlineData("SELECT count() FROM events", "[[15]]")]
    [InlineData("SELECT count() FROM events WHERE event = 'buy';", "[[9]]")]
    [InlineData("select event, count() from events group by event order by 2 desc, 1 limit 2", """[["buy",9],["$pageview",4]]""")]
    [InlineData("SELECT uniqExact(person_id) FROM events", "[[5]]")]
    [InlineData("SELECT uniqExact(distinct_id) FROM events", "[[6]]")]
    [InlineData("SELECT count() FROM persons", "[[5]]")]
    [InlineData("SELECT distinct_ids FROM persons WHERE has(distinct_ids, 'bert')", """[[["anon","bert"]]]""")]
    [InlineData("SELECT properties.tier.:String FROM persons WHERE has(distinct_ids, 'cleo')", """[["gold"]]""")]
    [InlineData(
        "SELECT first_seen, last_seen FROM persons WHERE has(distinct_ids, 'eve')",
        """[["2026-10-30T11:00:00.000Z","2026-10-30T11:00:00.000Z"]]"""
    )]
    [InlineData("SELECT sum(properties.amount.:Float64) FROM events", "[[47]]")]
    [InlineData(
        "SELECT properties.plan, count() FROM events WHERE event = 'buy' GROUP BY properties.plan ORDER BY 2 DESC, 1 LIMIT 1",
        """[["pro",3]]"""
    )]
    [InlineData("SELECT count() FROM events WHERE JSONExtractString(properties, 'plan') = 'pro'", "[[3]]")]
    [InlineData("SELECT count() FROM events WHERE properties.plan = 'pro' AND properties.amount > 5", "[[2]]")]
    [InlineData("SELECT count() FROM sessions", "[[9]]")]
    [InlineData("SELECT group_type, group_key FROM groups", """[["company","acme"]]""")]
    [InlineData("SELECT count() FROM events WHERE groups['company'] = 'acme'", "[[3]]")]
    [InlineData(
        "SELECT p.distinct_ids[1], count() FROM events AS e JOIN persons AS p USING (person_id) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
        """[["ada",4]]"""
    )]
    [InlineData("WITH buyers AS (SELECT DISTINCT person_id FROM events WHERE event = 'buy') SELECT count() FROM buyers", "[[5]]")]
    [InlineData("SELECT 1 UNION ALL SELECT 2", "[[1],[2]]")]
    [InlineData(
        "SELECT toUInt64(9007199254740993), 9007199254740992, -0.5, NULL, 1 = 1",
        """[["9007199254740993",9007199254740992,-0.5,null,1]]"""
    )]
    [InlineData("SELECT count() FROM events -- all; of them\n/* '; */ WHERE 1", "[[15]]")]
    [InlineData("SELECT 'a;b -- c', \"event\" FROM events WHERE `event` = 'buy' LIMIT 1", """[["a;b -- c","buy"]]""")]
    [InlineData("SELECT formatDateTime(max(timestamp), '%F'), format('{}-{}', 'a', 'b') FROM events", """[["2026-11-04","a-b"]]""")]
    [InlineData(
        "SELECT properties.url.:String AS url, count() FROM events WHERE event = '$pageview' GROUP BY url ORDER BY 2, 1 LIMIT 1",
        """[["https://x.org/",1]]"""
    )]
    public async Task Queries_answer(string query, string rows) => (await shop.RowsAsync(query)).ShouldBe(rows);

    [Fact]
    public async Task Parameters_are_values_and_never_text()
    {
        JsonObject parameters = new()
        {
            ["name"] = "buy",
            ["who"] = new JsonArray("ada", "x' OR 1=1 --"),
            ["least"] = 5,
            ["quoted"] = "it's \\ a\ttab",
            ["none"] = null,
        };
        var rows = await shop.RowsAsync(
            """
            SELECT count(), {quoted:String}, {none:Nullable(String)} FROM events
            WHERE event = {name:String} AND distinct_id IN {who:Array(String)} AND properties.amount.:Float64 >= { least : Float64 }
            """,
            parameters
        );
        rows.ShouldBe("""[[2,"it\u0027s \\ a\ttab",null]]""");
    }

    [Fact]
    public async Task An_answer_says_its_columns_and_when_it_is_cut_off()
    {
        var (answer, _) = await shop.TryAsync(shop.Project, "SELECT number AS n, toString(number) AS s FROM numbers(20000) ORDER BY n");
        answer!.Columns.ShouldBe([new SqlColumn("n", "UInt64"), new SqlColumn("s", "String")]);
        answer.Rows.Count.ShouldBe(SqlQuery.MostRows);
        answer.Truncated.ShouldBeTrue();
        answer.Meta.Semantics.ShouldContain(s => s.Contains("there are more"));
        answer.Meta.Sql.ShouldContain("numbers(20000)");
        (await shop.TryAsync(shop.Project, "SELECT number FROM numbers(10000)")).Answer!.Truncated.ShouldBeFalse();
    }

    [Fact]
    public async Task Views_show_the_documented_columns()
    {
        (await ColumnsAsync("events")).ShouldBe("event_id,event,distinct_id,person_id,timestamp,received_at,session_id,properties,groups");
        (await ColumnsAsync("persons")).ShouldBe("person_id,distinct_ids,properties,first_seen,last_seen");
        (await ColumnsAsync("sessions")).ShouldBe("session_id,person_id,started_at,ended_at,duration,events,pageviews,entry_url,exit_url");
        (await ColumnsAsync("groups")).ShouldBe("group_type,group_key,properties,first_seen,last_seen");

        async Task<string> ColumnsAsync(string view) =>
            string.Join(',', (await shop.TryAsync(shop.Project, $"SELECT * FROM {view}")).Answer!.Columns.Select(c => c.Name));
    }

    [Theory]
    [InlineData("SELECT evnt FROM events", "invalid_sql", "evnt")]
    [InlineData("SELECT * FROM evnts", "invalid_sql", "evnts")]
    [InlineData("SELECT count( FROM events", "invalid_sql", "Syntax error")]
    [InlineData("SELECT count() FROM events WHERE event = {name:String}", "invalid_sql", "name")]
    [InlineData("SELECT toUInt8('x')", "invalid_sql", "Cannot parse")]
    public async Task Bad_sql_says_what_is_wrong_without_names_of_the_inside(string query, string code, string says)
    {
        var (answer, faults) = await shop.TryAsync(shop.Project, query);
        answer.ShouldBeNull();
        var fault = faults.ShouldHaveSingleItem();
        fault.Pointer.ShouldBe("/query");
        fault.Code.ShouldBe(code);
        fault.Message.ShouldContain(says);
        fault.Message.ShouldNotContain("cairn", Case.Insensitive);
        fault.Message.ShouldNotContain("DB::");
    }

    [Fact]
    public async Task An_unused_parameter_is_a_fault() =>
        (await shop.TryAsync(shop.Project, "SELECT {a:UInt8}", new JsonObject { ["a"] = 1, ["b"] = 2 }))
            .Faults.ShouldHaveSingleItem()
            .Pointer.ShouldBe("/parameters/b");
}
