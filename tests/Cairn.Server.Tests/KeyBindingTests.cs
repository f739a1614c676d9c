using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>What binds a key, from making it to the request that is refused.</summary>
public sealed class KeyBindingTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_write_key_sends_from_its_origins_and_its_events_only()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var made = await project.Owner.PostAsync(
            project.Path("/keys"),
            new
            {
                kind = "write",
                name = "shop",
                origins = new[] { "https://Shop.Example.com/", "https://*.example.org" },
                events = new[] { "signed_up", "checkout_*" },
            }
        );
        made.Status.ShouldBe(201, made.Text);
        made.Json.GetProperty("origins")[0].GetString().ShouldBe("https://shop.example.com");
        using var page = _server.WithKey(made.Json.GetProperty("key").GetString());
        object[] events = [Event("signed_up"), Event("purchase"), Event("checkout_paid")];

        page.Origin = "https://evil.test";
        (await page.PostAsync("/ingest/events", events)).ShouldBeProblem(403, "origin_not_allowed");
        page.Origin = "https://a.example.org";
        var sent = await page.PostAsync("/ingest/events", events);

        sent.Json.GetProperty("accepted").GetInt32().ShouldBe(2, sent.Text);
        sent.Json.GetProperty("rejected")[0].GetProperty("code").GetString().ShouldBe("event_not_allowed");
        sent.Headers["Access-Control-Allow-Origin"].ShouldBe("https://a.example.org");

        // Null takes a bound away, at once; what is left out stays.
        var id = made.Json.GetProperty("id").GetString();
        var changed = await Patch(project, id, """{"origins":null,"name":"everywhere"}""");
        changed.Json.GetProperty("name").GetString().ShouldBe("everywhere");
        changed.Json.GetProperty("events").GetArrayLength().ShouldBe(2);
        page.Origin = "https://evil.test";
        (await page.PostAsync("/ingest/events", events)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_api_keys_rate_is_told_and_kept()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var http = await KeyAsync(
            project,
            new
            {
                kind = "api",
                name = "slow",
                requestsPerMinute = 2,
            }
        );

        var first = await http.GetAsync(project.Path(""));
        await http.GetAsync(project.Path(""));
        var third = await http.GetAsync(project.Path(""));

        first.Status.ShouldBe(200);
        first.Headers["RateLimit-Policy"].ShouldBe("\"requests\";q=2;w=60");
        first.Headers["RateLimit"].ShouldStartWith("\"requests\";r=1;t=");
        third.ShouldBeProblem(429, "rate_limited");
        int.Parse(third.Headers["Retry-After"]).ShouldBeInRange(1, 30);
        (await project.Owner.GetAsync(project.Path(""))).Headers.Keys.ShouldNotContain("RateLimit");
    }

    [Fact]
    public async Task A_service_key_sends_any_event_from_anywhere_and_reads_nothing()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var made = await project.Owner.PostAsync(project.Path("/keys"), new { kind = "service", name = "backend" });
        var secret = made.Json.GetProperty("key").GetString()!;
        secret.ShouldStartWith("csk_service_");
        using var http = _server.WithKey(secret);

        (await http.PostAsync("/ingest/events", new[] { Event("charged") })).Json.GetProperty("accepted").GetInt32().ShouldBe(1);

        (await http.GetAsync(project.Path(""))).ShouldBeProblem(403, "send_only_key");
        (await http.GetAsync("/api/projects")).ShouldBeProblem(403, "send_only_key");
        (await http.GetAsync("/api/session")).ShouldBeProblem(403, "send_only_key");
        (await http.PostAsync(project.Path("/query"), new { kind = "sql", query = "SELECT 1" })).ShouldBeProblem(403, "send_only_key");
        using var nobody = _server.WithKey(null);
        (await nobody.PostAsync("/ingest/events?key=" + secret, Event("x"))).ShouldBeProblem(401, "secret_in_the_open");
        (await project.Owner.GetAsync(project.Path("/keys"))).Text.ShouldNotContain(secret);
        (await project.Owner.DeleteAsync(project.Path($"/keys/{made.Json.GetProperty("id").GetString()}"))).Status.ShouldBe(204);
        (await http.PostAsync("/ingest/events", Event("x"))).ShouldBeProblem(401, "unknown_key");
    }

    [Theory]
    [InlineData("""{"kind":"write","name":"x","origins":["example.com"]}""", "/origins/0", "invalid_entry")]
    [InlineData("""{"kind":"write","name":"x","origins":["https://a.test",7]}""", "/origins/1", "invalid_entry")]
    [InlineData("""{"kind":"write","name":"x","origins":[]}""", "/origins", "required")]
    [InlineData("""{"kind":"write","name":"x","events":["*"]}""", "/events/0", "invalid_entry")]
    [InlineData("""{"kind":"write","name":"x","events":"a"}""", "/events", "wrong_type")]
    [InlineData("""{"kind":"write","name":"x","allowWithoutOrigin":"yes"}""", "/allowWithoutOrigin", "wrong_type")]
    [InlineData("""{"kind":"write","name":"x","scopes":["query"]}""", "/scopes", "not_allowed")]
    [InlineData("""{"kind":"write","name":"x","expiresAt":"2020-01-01T00:00:00Z"}""", "/expiresAt", "in_the_past")]
    [InlineData("""{"kind":"write","name":"x","expiresAt":"2099-01-01T00:00:00"}""", "/expiresAt", "invalid_time")]
    [InlineData("""{"kind":"api","name":"x","expiresAt":"soon"}""", "/expiresAt", "invalid_time")]
    [InlineData("""{"kind":"api","name":"x","scopes":["everything"]}""", "/scopes/0", "invalid_entry")]
    [InlineData("""{"kind":"api","name":"x","origins":["https://a.test"]}""", "/origins", "not_allowed")]
    [InlineData("""{"kind":"service","name":"x","role":"viewer"}""", "/role", "not_allowed")]
    [InlineData("""{"kind":"service","name":"x","events":["a"]}""", "/events", "not_allowed")]
    [InlineData("""{"kind":"service","name":" "}""", "/name", "required")]
    public async Task A_fault_is_named_by_its_pointer(string body, string pointer, string code)
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        var answer = await http.SendAsync(HttpMethod.Post, $"/api/projects/{project.Slug}/keys", body);

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    private static object Event(string name) => new { @event = name, distinct_id = "ann" };

    private static Task<Answer> Patch(ProjectCalls project, string? id, string body) =>
        project.Owner.SendAsync(HttpMethod.Patch, project.Path($"/keys/{id}"), body);

    private async Task<Http> KeyAsync(ProjectCalls project, object body)
    {
        var made = await project.Owner.PostAsync(project.Path("/keys"), body);
        made.Status.ShouldBe(201, made.Text);
        return _server.WithKey(made.Json.GetProperty("key").GetString());
    }
}
