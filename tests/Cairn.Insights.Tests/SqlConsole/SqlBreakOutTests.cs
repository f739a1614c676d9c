using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Tests.SqlConsole;

/// <summary>Attempts to see more than one's own project, on the real engine, with a neighbour in the same tables.</summary>
public sealed class SqlBreakOutTests(SqlDatabase shop) : IClassFixture<SqlDatabase>
{
    private static readonly string[] _never =
    [
        "hidden",
        "cairn_",
        "sandbox",
        "project_id",
        "root:",
        "/tmp/",
        "person_merges",
        "sequence",
        "password",
    ];

    public static TheoryData<string> Refused { get; } =
    [
        // Other databases and tables, by every way of naming them.
        "SELECT * FROM cairn.events",
        "SELECT * FROM cairn_1.events",
        "SELECT * FROM `cairn_1`.`events`",
        "SELECT * FROM \"cairn_1\".\"person_merges\"",
        "SELECT * FROM cairn_sandbox_2.events",
        "SELECT * FROM cairn_sandbox_3.persons",
        "SELECT * FROM person_merges",
        "SELECT * FROM person_properties",
        "SELECT * FROM schema_migrations",
        "SELECT project_id FROM events",
        "SELECT properties_json FROM events",
        "SELECT sequence FROM events",
        "SELECT (SELECT count() FROM cairn_1.events)",
        "SELECT 1 WHERE 1 IN (SELECT project_id FROM cairn_1.events)",
        "SELECT 1 IN cairn_1.person_merges",
        "WITH x AS (SELECT * FROM cairn_1.events) SELECT * FROM x",
        "SELECT * FROM events UNION ALL SELECT * FROM cairn_1.events",
        "SELECT * FROM events INTERSECT SELECT * FROM cairn_1.events",
        "SELECT * FROM events e JOIN cairn_1.events f ON 1 = 1",
        "SELECT * FROM events PREWHERE project_id = 2",
        "SELECT * FROM events FINAL SAMPLE 1 WHERE project_id > 0",
        // What tells about the server.
        "SELECT * FROM system.tables",
        "SELECT create_table_query FROM system.tables",
        "SELECT * FROM `system`.`columns`",
        "SELECT * FROM \"system\".databases",
        "SELECT * FROM SYSTEM . processes",
        "SELECT * FROM system/**/.query_log",
        "SELECT * FROM system.parts",
        "SELECT * FROM system.users",
        "SELECT * FROM system.settings",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM INFORMATION_SCHEMA.COLUMNS",
        "SELECT currentUser()",
        "SELECT currentDatabase()",
        "SELECT hostName()",
        "SELECT getServerPort('http_port')",
        "SELECT getServerSetting('max_server_memory_usage')",
        "SELECT arrayMap(x -> getMacro(x), ['shard'])",
        "SELECT hasColumnInTable('cairn_1', 'events', 'event')",
        "SELECT * FROM (EXPLAIN SELECT * FROM events)",
        "EXPLAIN PLAN SELECT * FROM events",
        "SELECT * FROM viewExplain('EXPLAIN', '', (SELECT * FROM events))",
        "SHOW CREATE TABLE events",
        "SHOW TABLES",
        "DESCRIBE TABLE events",
        "SELECT getClientHTTPHeader('X-ClickHouse-Key')",
        // Files, network, other stores.
        "SELECT file('/etc/passwd')",
        "SELECT FILE ('/etc/passwd')",
        "SELECT \"file\"('/etc/passwd')",
        "SELECT `file` ('/etc/passwd')",
        "SELECT fi/**/le('/etc/passwd')",
        "SELECT file/**/('/etc/passwd')",
        "SELECT arrayMap(file, ['/etc/passwd'])",
        "SELECT * APPLY(file) FROM (SELECT '/etc/passwd')",
        "SELECT * APPLY file FROM (SELECT '/etc/passwd')",
        "SELECT '/etc/passwd' AS x, x.file('/etc/passwd')",
        "SELECT 1.file('/etc/passwd')",
        "SELECT \"f\\x69le\"('/etc/passwd')",
        "SELECT * FROM file('/etc/passwd', 'LineAsString', 'line String')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM `/etc/passwd`",
        "SELECT * FROM default.`/etc/passwd`",
        "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString', 'line String')",
        "SELECT * FROM remote('127.0.0.1', 'cairn_1', 'events')",
        "SELECT * FROM remoteSecure('127.0.0.1', 'cairn_1', 'events')",
        "SELECT * FROM cluster('default', 'cairn_1', 'events')",
        "SELECT * FROM s3('http://127.0.0.1/x')",
        "SELECT * FROM mysql('127.0.0.1:3306', 'a', 'b', 'c', 'd')",
        "SELECT * FROM executable('id', 'LineAsString', 'line String')",
        "SELECT * FROM merge('cairn_1', '.*')",
        "SELECT * FROM merge(REGEXP('cairn'), '.*')",
        "SELECT * FROM mergeTreeIndex('cairn_1', 'events')",
        "SELECT * FROM loop(cairn_1.events)",
        "SELECT * FROM view(SELECT * FROM cairn_1.events)",
        "SELECT * FROM dictionary('cairn_1.x')",
        "SELECT dictGet('cairn_1.x', 'a', 1)",
        "SELECT dictGetOrDefault('x', 'a', 1, 2)",
        "SELECT joinGet('cairn_1.events', 'event', 1)",
        "SELECT * FROM input('a String')",
        // Settings, formats, several statements.
        "SELECT * FROM (SELECT 1 SETTINGS max_execution_time = 1000)",
        "SELECT 1 SETTINGS readonly = 0",
        "WITH (SELECT 1 SETTINGS log_comment = 'x') AS y SELECT y",
        "SELECT * FROM events FORMAT Native",
        "SELECT * FROM events INTO OUTFILE '/tmp/x' FORMAT CSV",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE events",
        "SELECT 1 /* ; */ ; ; SELECT 2",
        "SET max_execution_time = 1000",
        "USE cairn_1",
        // Writing.
        "INSERT INTO events SELECT * FROM events",
        "INSERT INTO FUNCTION file('/tmp/x') SELECT 1",
        "ALTER TABLE events DELETE WHERE 1",
        "DROP VIEW events",
        "CREATE TABLE x (a Int8) ENGINE = Memory",
        "CREATE FUNCTION f AS x -> x",
        "TRUNCATE TABLE events",
        "KILL QUERY WHERE 1",
        "SYSTEM SHUTDOWN",
        "BACKUP TABLE events TO File('/tmp/x')",
        "GRANT ALL ON *.* TO cairn_sandbox_1",
        "ATTACH TABLE x FROM '/tmp/x' (a Int8) ENGINE = MergeTree",
        "OPTIMIZE TABLE events",
        // Tricks of writing.
        "SELECT ‘a’",
        "SELECT\u00a01",
        "SELECT\u20031",
        "SELECT 1 # comment",
        "SELECT $$a$$",
        "SELECT $x$'$x$ FROM cairn_1.events --'",
        "SELECT 'open",
        "SELECT /* open",
        "SELECT `a",
        "SELECT \"a\\\"b\"",
        "SELECT @@version",
        "SELECT 1\\G",
        "SELECT * FROM {t:Identifier}",
        "SELECT * FROM {t:identifier}",
        "SELECT {x:String) FROM cairn_1.events --}",
        "SEL\u0000ECT 1",
        "ＳＥＬＥＣＴ 1",
    ];

    /// <summary>Allowed, and harmless.</summary>
    public static TheoryData<string> Harmless { get; } =
    [
        "WITH events AS (SELECT 1 AS x) SELECT * FROM events",
        "WITH persons AS (SELECT * FROM events) SELECT count() FROM persons",
        "SELECT * FROM events AS cairn",
        "SELECT 'SELECT * FROM cairn.events; DROP TABLE x'",
        "SELECT 'it''s', 'a\\'b; SELECT file(1)'",
        "SELECT * FROM events WHERE event = '' OR 1 = 1",
        "SELECT * FROM events WHERE event LIKE '%'",
        "SELECT * FROM persons",
        "SELECT * FROM sessions",
        "SELECT * FROM groups",
        "SELECT * FROM events, persons, sessions",
        "SELECT properties.hidden_property, properties.`settings`, properties.file FROM events",
        "SELECT groupArray(properties) FROM events",
        "SELECT properties.^a FROM events LIMIT 0 UNION ALL SELECT properties FROM events WHERE 0",
        "SELECT any(toString(tuple(*))) FROM events",
        "SELECT * EXCEPT (event) REPLACE ('x' AS distinct_id) FROM events",
        "SELECT COLUMNS('.*') FROM events",
        "SELECT (SELECT groupUniqArray(event) FROM events)",
        "SELECT arrayJoin(groupArray(distinct_id)) FROM events",
        "(((SELECT 1)))",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Is_refused(string query)
    {
        var (answer, faults) = await shop.TryAsync(
            shop.Project,
            query,
            query.Contains("{t:") ? new JsonObject { ["t"] = "cairn_1.events" } : null
        );
        answer.ShouldBeNull();
        faults.ShouldNotBeEmpty();
        foreach (var fault in faults)
            ShouldTellNothing(fault.Message, query);
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Shows_nothing_of_anybody_else(string query)
    {
        var (answer, faults) = await shop.TryAsync(shop.Project, query);
        ShouldTellNothing(
            JsonSerializer.Serialize(answer?.Rows, InsightsJson.Options) + string.Join(' ', faults.Select(f => f.Message)),
            query
        );
    }

    [Theory]
    [InlineData("hidden' OR '1'='1")]
    [InlineData("x\\' OR 1=1 --")]
    [InlineData("'; SELECT * FROM cairn_1.events; --")]
    [InlineData("\\N")]
    [InlineData("{x:Identifier}")]
    public async Task A_parameter_stays_a_value(string value) =>
        (
            await shop.RowsAsync(
                "SELECT {v:String} = concat('', {v:String}), count() FROM events WHERE event = {v:String}",
                new JsonObject { ["v"] = value }
            )
        ).ShouldBe("[[1,0]]");

    [Theory]
    [InlineData("SELECT groupArray(number) FROM numbers(1000000000)")]
    [InlineData("SELECT repeat('x', 100000000) FROM numbers(1000)")]
    [InlineData("SELECT range(1000000000)")]
    [InlineData("SELECT groupArray(repeat('x', 1000)) FROM numbers(100000)")]
    public async Task Too_much_is_too_much(string query)
    {
        try
        {
            (await shop.TryAsync(shop.Project, query)).Faults.ShouldNotBeEmpty();
        }
        catch (ClickHouseException e)
        {
            e.IsTooMuch.ShouldBeTrue(e.Message);
        }
    }

    [Fact]
    public async Task An_endless_query_ends() =>
        (
            await Should.ThrowAsync<ClickHouseException>(() => shop.TryAsync(shop.Project, "SELECT count() FROM numbers(1000000000000000)"))
        ).IsTimeout.ShouldBeTrue();

    private static void ShouldTellNothing(string text, string query)
    {
        foreach (var word in _never)
            if (!query.Contains(word, StringComparison.OrdinalIgnoreCase))
                text.ShouldNotContain(word, Case.Insensitive);
    }
}
