using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Store.ClickHouse;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cairn.Server.Tests.Privacy;

/// <summary>Redaction and consent of a project, over HTTP and down to the bytes.</summary>
public sealed class PrivacyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Everything =
        """{"detectors":{"secret":"mask","card":"mask","email":"hash","phone":"mask","iban":"drop","national_id":"drop","ip":"mask"},"distinctIds":true}""";

    private static readonly string[] _planted =
    [
        "jane.planted@example.com",
        "4111111111111111",
        "+14155550123",
        "DE89370400440532013000",
        "219-09-9999",
        "203.0.113.45",
        "planted-password-1",
    ];

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_new_project_masks_cards_and_secrets_and_says_that_nobody_chose()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var policy = (await project.Owner.GetAsync(project.Path("/privacy/redaction"))).Json;
        policy.GetProperty("isDefault").GetBoolean().ShouldBeTrue();
        policy
            .GetProperty("detectors")
            .GetRawText()
            .ShouldBe("""{"secret":"mask","card":"mask","email":"off","phone":"off","iban":"off","national_id":"off","ip":"off"}""");
        policy.GetRawText().ShouldNotContain("key", Case.Insensitive);
    }

    [Fact]
    public async Task With_everything_on_no_planted_value_is_in_the_spool_the_table_or_the_list()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        (await PutAsync(project, "redaction", Everything)).Status.ShouldBe(200);
        var body = JsonSerializer.Serialize(
            new
            {
                @event = "planted",
                distinct_id = _planted[0],
                session_id = "s " + _planted[0],
                groups = new { team = _planted[0] },
                properties = new
                {
                    text = string.Join(", ", _planted[..^1]),
                    list = _planted[..^1],
                    nested = new { password = _planted[^1] },
                    url = $"https://x.example/?token={_planted[^1]}&mail={Uri.EscapeDataString(_planted[0])}",
                },
                set = new { email = _planted[0], phone = _planted[2] },
            }
        );
        var answer = await project.IngestRawAsync(Encoding.UTF8.GetBytes(body), "/ingest/events?key=" + project.Keys.WriteKey);
        answer.Json.GetProperty("redacted").GetInt32().ShouldBe(1);

        var listed = (await project.StoredAsync()).ShouldHaveSingleItem().GetRawText();
        var spool = new DirectoryInfo(Path.Combine(_server.Services.GetRequiredService<Settings.CairnSettings>().DataFolder, "spool"));
        var rows = await _server
            .Services.GetRequiredService<ClickHouseClient>()
            .QueryAsync(
                $"SELECT toJSONString(tuple(*)) FROM events WHERE event = {"planted"}",
                Cairn.Store.ClickHouse.QueryLimits.Interactive,
                CancellationToken.None
            );
        foreach (var value in _planted)
        {
            listed.ShouldNotContain(value);
            rows.ShouldAllBe(r => !r.String(0).Contains(value));
            foreach (var file in spool.EnumerateFiles("*", SearchOption.AllDirectories))
                ReadShared(file.FullName).AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)).ShouldBe(-1, $"{value} in {file.Name}");
        }
    }

    [Fact]
    public async Task Hashed_ids_merge_as_ids_do()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await PutAsync(project, "redaction", """{"detectors":{"email":"hash"},"distinctIds":true}""");
        await project.AcceptedAsync(
            new { @event = "visit", distinct_id = "anon-1" },
            new { @event = "visit", distinct_id = "Jane@example.com" },
            new
            {
                @event = "$identify",
                distinct_id = "jane@example.com",
                properties = new Dictionary<string, string> { ["$anon_distinct_id"] = "anon-1" },
            }
        );
        (await project.PersonsAsync("visit")).ShouldBe(1);
        (await project.StoredAsync()).ShouldAllBe(e => !e.GetRawText().Contains("example.com"));
    }

    [Fact]
    public async Task Counts_tell_how_often_by_detector()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(
            new
            {
                @event = "a",
                distinct_id = "u",
                properties = new { n = _planted[1], password = "x" },
            }
        );
        var items = (await project.Owner.GetAsync(project.Path("/privacy/redaction/counts?days=7"))).Json.GetProperty("items");
        items
            .EnumerateArray()
            .Select(c =>
                $"{c.GetProperty("detector").GetString()} {c.GetProperty("action").GetString()} {c.GetProperty("count").GetInt64()}"
            )
            .ShouldBe(["card mask 1", "secret mask 1"]);
        (await project.Owner.GetAsync(project.Path("/privacy/redaction/counts?days=0"))).Faults.Keys.ShouldBe(["/days"]);
    }

    [Fact]
    public async Task A_preview_shows_what_would_be_stored_and_stores_and_counts_nothing()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await project.Owner.PostAsync(
            project.Path("/privacy/redaction/preview"),
            new
            {
                @event = new
                {
                    @event = "a",
                    distinct_id = "u",
                    properties = new { email = "jane@example.com", n = _planted[1] },
                },
                policy = new { detectors = new { email = "mask" } },
            }
        );
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("event").GetProperty("properties").GetRawText().ShouldBe($$"""{"email":"[email]","n":"{{_planted[1]}}"}""");
        answer.Json.GetProperty("redactions")[0].GetRawText().ShouldBe("""{"property":"email","detector":"email","action":"mask"}""");
        (await project.StoredAsync()).ShouldBeEmpty();
        (await project.Owner.GetAsync(project.Path("/privacy/redaction/counts"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Faults_name_their_place()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await PutAsync(
            project,
            "redaction",
            """{"detectors":{"email":"hide","mail":"off"},"deny":[{"property":"*"},{"property":"a","scope":"all","action":"off"}],"allow":[{}],"x":1}"""
        );
        answer.ShouldBeProblem(400, "invalid_input");
        answer
            .Faults.Keys.Order(StringComparer.Ordinal)
            .ShouldBe([
                "/allow/0/property",
                "/deny/0/property",
                "/deny/1/action",
                "/deny/1/scope",
                "/detectors/email",
                "/detectors/mail",
                "/x",
            ]);
        (await PutAsync(project, "consent", """{"signals":"maybe"}""")).Faults.Keys.ShouldBe(
            ["/signals", "/cookielessIds"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Opt_out_signals_are_honoured_when_the_project_says_so()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        (await SendAsync("Sec-GPC")).GetProperty("accepted").GetInt32().ShouldBe(1);
        (await PutAsync(project, "consent", """{"signals":"withhold","cookielessIds":true}""")).Status.ShouldBe(200);
        (await SendAsync("Sec-GPC")).GetProperty("rejected")[0].GetProperty("code").GetString().ShouldBe("consent_withheld");
        (await SendAsync("DNT")).GetProperty("rejected")[0].GetProperty("code").GetString().ShouldBe("consent_withheld");
        (await SendAsync("X-Other", "$cookieless")).GetProperty("accepted").GetInt32().ShouldBe(1);
        (await project.StoredAsync())[0].GetProperty("distinctId").GetString()!.ShouldStartWith("c_");

        async Task<JsonElement> SendAsync(string header, string id = "u") =>
            (
                await project.IngestRawAsync(
                    Encoding.UTF8.GetBytes($$"""{"event":"a","distinct_id":"{{id}}"}"""),
                    "/ingest/events?key=" + project.Keys.WriteKey,
                    (header, "1")
                )
            ).Json;
    }

    [Fact]
    public async Task The_table_of_salts_holds_two_days_at_the_most_and_is_in_no_log()
    {
        await using var database = NpgsqlDataSource.Create(_server.Postgres);
        await using var command = database.CreateCommand(
            "SELECT (SELECT relpersistence::text FROM pg_class WHERE relname = 'cookieless_salts'), (SELECT count(*) FROM cookieless_salts)"
        );
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        rows.GetString(0).ShouldBe("u", "unlogged");
        rows.GetInt64(1).ShouldBeInRange(1, 2);
    }

    private static Task<Answer> PutAsync(ProjectCalls project, string what, string body) =>
        project.Owner.SendAsync(HttpMethod.Put, project.Path("/privacy/" + what), body);

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
