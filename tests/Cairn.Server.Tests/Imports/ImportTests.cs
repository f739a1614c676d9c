using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Store.ClickHouse;
using Cairn.Testing;

namespace Cairn.Server.Tests.Imports;

public sealed class ImportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Users = "user_id,email,signup_date,plan,age\nu1,a@x.org,2026-01-02,pro,31\nu2,b@x.org,2026-01-03,free,\n";
    private const string Sessions =
        "session_id,user_id,start_time,device\ns1,u1,2026-02-01 10:00:00,Desktop\ns2,u2,2026-02-01T11:00:00Z,Mobile\n";
    private const string Events =
        "event_id,user_id,session_id,event_type,timestamp,amount,coupon\n"
        + "e1,u1,s1,view,2026-02-01 10:01:00,,\ne2,u1,s1,purchase,2026-02-01 10:02:00,19.90,007\n"
        + "e3,,s2,view,2026-02-01 11:01:00,,\ne4,u2,s2,view,yesterday,,\ne5,u2,s2,\"a, \"\"b\"\"\",1769943660,,true\n";

    [Fact]
    public async Task Users_sessions_and_events_as_three_files_become_one_history()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await ImportAsync(project, Users, """{"shape":"users"}""", (2, 0, 0));
        await ImportAsync(project, Sessions, """{"shape":"sessions"}""", (2, 0, 0));
        var job = await ImportAsync(project, Events, null, (3, 0, 2));

        var stored = (await project.StoredAsync()).ToLookup(e => e.GetProperty("event").GetString()!);
        stored["$set"].Count().ShouldBe(2);
        stored["session_start"].Select(e => e.GetProperty("sessionId").GetString()).Order().ShouldBe(["s1", "s2"]);
        var purchase = stored["purchase"].ShouldHaveSingleItem();
        purchase.GetProperty("timestamp").GetString()!.ShouldStartWith("2026-02-01T10:02:00");
        purchase.GetProperty("distinctId").GetString().ShouldBe("u1");
        purchase.GetProperty("properties").GetRawText().ShouldBe("""{"amount":19.90,"coupon":"007"}""");
        stored["a, \"b\""].ShouldHaveSingleItem().GetProperty("properties").GetProperty("coupon").GetBoolean().ShouldBeTrue();

        var rejected = await project.Owner.GetAsync(project.Path($"/imports/{job.GetProperty("id").GetString()}/rejected"));
        var lines = rejected.Text.TrimEnd().Split("\r\n");
        lines[0].ShouldBe("row,code,message,data");
        lines[1].ShouldStartWith("3,invalid_distinct_id,");
        lines[2].ShouldStartWith("4,invalid_timestamp,");
        lines[2].ShouldEndWith("\"e4,u2,s2,view,yesterday,,\"");
    }

    [Fact]
    public async Task The_same_file_again_stores_nothing_twice()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        await ImportAsync(project, Events, null, (3, 0, 2));
        await project.DrainedAsync();
        await ImportAsync(project, Events, null, (0, 3, 2));
        const string NoIds = "user_id,event,time\nu1,a,2026-02-01T10:00:00Z\nu1,a,2026-02-01T10:00:00Z\n";
        await ImportAsync(project, NoIds, null, (2, 0, 0));
        await ImportAsync(project, NoIds, null, (0, 2, 0));
        (await project.StoredAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_come_and_stores_nothing()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var answer = await SendAsync(project, Events, "?format=csv&dryRun=true");
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("rows").GetInt32().ShouldBe(5);
        answer.Json.GetProperty("valid").GetInt32().ShouldBe(3);
        answer.Json.GetProperty("rejected").GetInt32().ShouldBe(2);
        answer.Json.GetProperty("events")[1].GetProperty("event").GetString().ShouldBe("purchase");
        answer.Json.GetProperty("errors")[0].GetProperty("row").GetInt32().ShouldBe(3);
        (await project.StoredAsync()).ShouldBeEmpty();
        (await project.Owner.GetAsync(project.Path("/imports"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Ndjson_keeps_values_and_a_form_carries_mapping_and_file()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(
                    """{"eventName":"imported","distinctId":"who","groups":{"company":"firm"},"set":["plan"],"timezone":"Europe/Berlin"}"""
                ),
                "mapping"
            },
            {
                new StringContent(
                    "{\"who\":7,\"firm\":\"acme\",\"plan\":\"pro\",\"time\":\"2026-02-01T10:00:00\",\"cart\":{\"total\":1.50}}\nnot json\n"
                ),
                "file",
                "x.ndjson"
            },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path("/imports")) { Content = form };
        await OverAsync(project, await project.Owner.SendAsync(request), (1, 0, 1));
        var stored = (await project.StoredAsync()).ShouldHaveSingleItem();
        stored.GetProperty("distinctId").GetString().ShouldBe("7");
        stored.GetProperty("groups").GetProperty("company").GetString().ShouldBe("acme");
        stored.GetProperty("timestamp").GetString()!.ShouldStartWith("2026-02-01T09:00:00");
        stored.GetProperty("properties").GetRawText().ShouldBe("""{"cart":{"total":1.50}}""");
    }

    [Fact]
    public async Task Parquet_keeps_numbers_times_and_what_is_absent()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var client = await TestEngines.CreateDatabaseAsync();
        using var rows = await client.StreamAsync(
            QueryText.Of(
                $"""
                SELECT 'purchase' AS event, 'ada' AS user_id, toDateTime64('2026-02-01 10:02:00.123', 3, 'UTC') AS timestamp, toFloat64(19.5) AS amount,
                    toInt64(3) AS items, true AS is_gift, CAST(NULL AS Nullable(String)) AS coupon, [1, 2] AS nested
                """
            ),
            "Parquet",
            QueryLimits.Interactive,
            CancellationToken.None
        );
        using var file = new MemoryStream();
        await rows.CopyToAsync(file, CancellationToken.None);
        using var content = new ByteArrayContent(file.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path("/imports?format=parquet")) { Content = content };
        await OverAsync(project, await project.Owner.SendAsync(request), (1, 0, 0));
        var stored = (await project.StoredAsync()).ShouldHaveSingleItem();
        stored.GetProperty("event").GetString().ShouldBe("purchase");
        stored.GetProperty("distinctId").GetString().ShouldBe("ada");
        stored.GetProperty("timestamp").GetString()!.ShouldStartWith("2026-02-01T10:02:00.123");
        stored.GetProperty("properties").GetRawText().ShouldBe("""{"amount":19.5,"items":3,"is_gift":true}""");
    }

    [Theory]
    [InlineData("?format=xls", 400, "invalid_input")]
    [InlineData("?format=parquet", 400, "invalid_input")] // what is sent is CSV
    [InlineData("?format=csv&mapping={\"evnt\":\"x\"}", 400, "invalid_input")]
    [InlineData("?format=csv&mapping={\"shape\":\"x\"}", 400, "invalid_input")]
    public async Task What_cannot_be_read_is_said(string query, int status, string code)
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        (await SendAsync(project, Events, query)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_mapping_that_does_not_fit_the_file_fails_with_the_columns()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        var job = await ImportAsync(project, Events, """{"event":"nme"}""", (0, 0, 0), "failed");
        job.GetProperty("error").GetString()!.ShouldContain("nme");
    }

    [Fact]
    public async Task A_restart_in_the_middle_loses_nothing_and_doubles_nothing()
    {
        var folder = TestFolder.Create("import");
        var clickHouse = (await TestEngines.CreateEmptyDatabaseAsync()).Database;
        var address = (await TestEngines.ClickHouseAsync()).Address;
        var url = $"http://{address.User}:{Uri.EscapeDataString(address.Password)}@{address.Url.Authority}/{clickHouse}";
        var first = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { DataFolder = folder, ClickHouse = url });
        var calls = await ProjectCalls.CreateAsync(first);
        var file = new StringBuilder("user_id,event,time\n");
        for (var i = 0; i < 30_000; i++)
            file.Append($"u{i % 100},{(i % 100 == 99 ? "" : "view")},2026-02-01T{i / 1_500:00}:{i / 60 % 25:00}:{i % 60:00}Z\n");
        var started = await SendAsync(calls, file.ToString(), "?format=csv");
        started.Status.ShouldBe(202, started.Text);
        var (postgres, keys) = (first.Postgres, calls.Keys);
        await first.DisposeAsync();

        await using var second = await TestServer.StartAsync(null, postgres, s => s with { DataFolder = folder, ClickHouse = url });
        await second.StoreIsReadyAsync();
        using var again = new ProjectCalls(second, keys);
        var job = await OverAsync(again, started, null);
        job.GetProperty("rows").GetInt32().ShouldBe(30_000);
        job.GetProperty("rejected").GetInt32().ShouldBe(300);
        await again.DrainedAsync();
        var count = await again.Owner.PostAsync(
            again.Path("/query"),
            new
            {
                kind = "trends",
                range = new { from = "2026-02-01", to = "2026-02-02" },
                series = new[] { new { @event = "view", measure = "count" } },
            }
        );
        count.Json.GetProperty("series")[0].GetProperty("total").GetInt32().ShouldBe(29_700, count.Text);
        var lines = (await again.Owner.GetAsync(again.Path($"/imports/{job.GetProperty("id").GetString()}/rejected"))).Text;
        lines.Count(c => c == '\n').ShouldBe(301);
    }

    [Fact]
    public async Task Viewers_may_not_import_and_strangers_see_nothing()
    {
        using var project = await ProjectCalls.CreateAsync(shared.Server);
        using var other = await ProjectCalls.CreateAsync(shared.Server);
        var job = await ImportAsync(project, Users, """{"shape":"users"}""", (2, 0, 0));
        (await other.Owner.GetAsync(other.Path($"/imports/{job.GetProperty("id").GetString()}"))).ShouldBeProblem(404, "unknown_import");
        var key = await project.Owner.PostAsync(
            project.Path("/keys"),
            new
            {
                kind = "api",
                name = "v",
                role = "viewer",
            }
        );
        using var viewer = shared.Server.WithKey(key.Json.GetProperty("key").GetString());
        (await viewer.SendAsync(HttpMethod.Post, project.Path("/imports?format=csv"), Users, "text/csv")).ShouldBeProblem(
            403,
            "role_too_low"
        );
    }

    private static async Task<JsonElement> ImportAsync(
        ProjectCalls project,
        string file,
        string? mapping,
        (int Accepted, int Duplicates, int Rejected) expected,
        string status = "done"
    )
    {
        var query = "?format=csv" + (mapping is null ? "" : "&mapping=" + Uri.EscapeDataString(mapping));
        return await OverAsync(project, await SendAsync(project, file, query), expected, status);
    }

    private static Task<Answer> SendAsync(ProjectCalls project, string file, string query) =>
        project.Owner.SendAsync(HttpMethod.Post, project.Path("/imports" + query), file, "text/csv");

    private static async Task<JsonElement> OverAsync(
        ProjectCalls project,
        Answer started,
        (int Accepted, int Duplicates, int Rejected)? expected,
        string status = "done"
    )
    {
        started.Status.ShouldBe(202, started.Text);
        var path = project.Path("/imports/" + started.Json.GetProperty("id").GetString());
        var job = started.Json;
        await Eventually.TrueAsync(async () =>
        {
            job = (await project.Owner.GetAsync(path)).Json;
            return job.GetProperty("status").GetString() is not ("waiting" or "running");
        });
        job.GetProperty("status").GetString().ShouldBe(status, job.GetRawText());
        if (expected is { } e)
            (
                job.GetProperty("accepted").GetInt32(),
                job.GetProperty("duplicates").GetInt32(),
                job.GetProperty("rejected").GetInt32()
            ).ShouldBe(e);
        return job;
    }
}
