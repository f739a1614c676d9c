using System.Globalization;
using System.Text;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>Whole requests that ingest refuses, the keys it takes, and what it tells browsers.</summary>
public sealed class RefusalTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Ingest = "/ingest/events";
    private const string Event = """{"event":"e","distinct_id":"u"}""";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task The_write_key_is_taken_from_the_header_the_address_and_the_body()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var key = project.Keys.WriteKey;

        (await RawAsync(project, Event, Ingest, ("Authorization", "Bearer " + key))).Status.ShouldBe(200);
        (await RawAsync(project, Event, Ingest + "?key=" + key)).Status.ShouldBe(200);
        (await RawAsync(project, $$"""{"api_key":"{{key}}","event":"e","distinct_id":"u"}""", Ingest)).Status.ShouldBe(200);
        (await RawAsync(project, $$"""{"api_key":"{{key}}","events":[{{Event}}]}""", Ingest)).Status.ShouldBe(200);

        (await project.StoredAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Without_a_live_write_key_nothing_is_stored()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        (await RawAsync(project, Event, Ingest)).ShouldBeProblem(401, "missing_key");
        (await RawAsync(project, Event, Ingest, ("Authorization", "Bearer cwk_nobody"))).ShouldBeProblem(401, "unknown_key");
        (await RawAsync(project, Event, Ingest + "?key=cwk_nobody")).ShouldBeProblem(401, "unknown_key");
        (await RawAsync(project, """{"api_key":"cwk_nobody","event":"e","distinct_id":"u"}""", Ingest)).ShouldBeProblem(401, "unknown_key");
        (await RawAsync(project, Event, Ingest, ("Authorization", "Bearer " + project.Keys.ApiKey))).ShouldBeProblem(401, "unknown_key");

        (await project.StoredAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("no json", "invalid_json")]
    [InlineData("[{\"event\":\"e\"", "invalid_json")]
    [InlineData("12", "invalid_json")]
    public async Task A_body_that_is_no_event_is_refused_with_a_code(string body, string code)
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        var answer = await SendAsync(project, body);

        answer.ShouldBeProblem(400, code);
        answer.Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_body_that_is_not_what_its_encoding_says_is_refused()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        (await SendAsync(project, Event, ("Content-Encoding", "gzip"))).ShouldBeProblem(400, "invalid_encoding");
        (await SendAsync(project, Event, ("Content-Encoding", "compress"))).ShouldBeProblem(415, "unknown_encoding");
    }

    [Fact]
    public async Task The_2001st_event_sinks_the_request_and_2000_are_taken()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        (await SendAsync(project, Batch(2001))).ShouldBeProblem(413, "too_large");
        (await project.StoredAsync()).ShouldBeEmpty();

        var answer = await SendAsync(project, Batch(2000));
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(2000);

        static string Batch(int count) => "[" + string.Join(',', Enumerable.Repeat(Event, count)) + "]";
    }

    [Fact]
    public async Task A_key_beyond_its_rate_is_told_when_to_come_again()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var made = await project.Owner.PostAsync(
            project.Path("/keys"),
            new
            {
                kind = "write",
                name = "slow",
                eventsPerSecond = 1,
            }
        );
        var slow = made.Json.GetProperty("key").GetString()!;
        var fifty = "[" + string.Join(',', Enumerable.Repeat(Event, 50)) + "]"; // larger than a second's worth: taken when nothing was before, paid for after

        (await RawAsync(project, fifty, Ingest + "?key=" + slow)).Status.ShouldBe(200);
        var refused = await RawAsync(project, Event, Ingest + "?key=" + slow, ("Origin", "https://shop.example"));

        refused.ShouldBeProblem(429, "rate_limited");
        int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeInRange(1, 50);
        refused.Headers["Access-Control-Expose-Headers"].ShouldContain("Retry-After");
        (await SendAsync(project, Event)).Status.ShouldBe(200, "another key has no limit");
        (await project.StoredAsync()).Count.ShouldBe(51);
    }

    [Fact]
    public async Task Any_page_may_send_and_reads_the_answer()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var page = _server.WithKey(null);
        page.Origin = "https://shop.example";
        page.FetchSite = "cross-site";
        using var ask = new HttpRequestMessage(HttpMethod.Options, Ingest);
        ask.Headers.Add("Access-Control-Request-Method", "POST");
        ask.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");

        var preflight = await page.SendAsync(ask);
        var sent = await page.SendAsync(HttpMethod.Post, Ingest + "?key=" + project.Keys.WriteKey, Event);
        var refused = await page.SendAsync(HttpMethod.Post, Ingest, Event);

        preflight.Status.ShouldBe(204);
        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        preflight.Headers["Access-Control-Allow-Methods"].ShouldContain("POST");
        preflight.Headers["Access-Control-Allow-Headers"].ShouldBe("authorization,content-type");
        sent.Status.ShouldBe(200, sent.Text);
        sent.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        sent.Headers["Vary"].ShouldContain("Origin");
        refused.ShouldBeProblem(401, "missing_key");
        refused.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        sent.Headers.ContainsKey("Access-Control-Allow-Credentials").ShouldBeFalse("write keys need no cookie");
    }

    private static Task<Answer> SendAsync(ProjectCalls project, string body, params (string, string)[] headers) =>
        RawAsync(project, body, Ingest, [("Authorization", "Bearer " + project.Keys.WriteKey), .. headers]);

    private static Task<Answer> RawAsync(ProjectCalls project, string body, string path, params (string, string)[] headers) =>
        project.IngestRawAsync(Encoding.UTF8.GetBytes(body), path, headers);
}
