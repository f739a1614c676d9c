using System.Net;
using Cairn.Server.Limits;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>What holds for every request, whatever it asks.</summary>
public sealed class EdgeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_address_that_asks_too_often_waits_and_is_told_how_long()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { RequestsPerMinute = 3 });
        using var http = server.WithKey(TestServer.InstanceKey);
        for (var i = 0; i < 3; i++)
            (await http.GetAsync("/api/projects")).Status.ShouldBe(200);

        var refused = await http.GetAsync("/api/projects");

        refused.ShouldBeProblem(429, "too_many_requests");
        int.Parse(refused.Headers["Retry-After"]).ShouldBeInRange(1, 60);
        refused.Headers["RateLimit"].ShouldStartWith("\"address\";r=0;t=");
    }

    [Fact]
    public async Task Events_are_not_counted_among_an_address_requests()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { RequestsPerMinute = 3 });
        var project = await server.CreateProjectAsync();
        using var http = server.WithKey(project.WriteKey);

        for (var i = 0; i < 6; i++)
            (await http.PostAsync("/ingest/events", new { @event = "seen", distinct_id = "ann" })).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void An_IPv6_network_of_64_bits_is_one_address(string address, string network)
    {
        AddressLimit.Network(IPAddress.Parse(address)).ShouldBe(IPAddress.Parse(network));
    }

    [Fact]
    public async Task No_other_site_may_read_the_API_whatever_origin_it_names()
    {
        using var http = _server.WithKey(TestServer.InstanceKey);
        http.Origin = "https://elsewhere.example";

        var read = await http.GetAsync("/api/projects");
        var preflight = await http.SendAsync(HttpMethod.Options, "/api/projects");

        read.Headers.Keys.ShouldNotContain("Access-Control-Allow-Origin");
        preflight.Headers.Keys.ShouldNotContain("Access-Control-Allow-Origin");
        read.Headers["Cross-Origin-Resource-Policy"].ShouldBe("same-origin");
    }

    [Fact]
    public async Task No_cache_keeps_what_the_API_answers_and_no_browser_guesses_types()
    {
        var project = await _server.CreateProjectAsync();
        using var owner = _server.WithKey(TestServer.InstanceKey);
        using var sender = _server.WithKey(project.WriteKey);
        foreach (var path in (string[])["/api/projects", "/api/members", $"/api/projects/{project.Slug}/keys", "/api/nothing"])
            (await owner.GetAsync(path)).Headers["Cache-Control"].ShouldContain("no-store", Case.Sensitive, path);

        var taken = await sender.PostAsync("/ingest/events", new { @event = "seen", distinct_id = "ann" });
        var refused = await sender.SendAsync(HttpMethod.Post, "/ingest/events", "no json");
        var preflight = await sender.SendAsync(HttpMethod.Options, "/ingest/events");

        (taken.Status, refused.Status, preflight.Status).ShouldBe((200, 400, 204));
        foreach (var answer in (Answer[])[taken, refused, preflight, await owner.GetAsync("/api/projects"), await owner.GetAsync("/")])
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact]
    public async Task Whoever_is_refused_is_in_the_log_without_what_the_address_says()
    {
        var project = await _server.CreateProjectAsync();
        using var account = await AccountCalls.MakeAsync(_server, "viewer", project.Slug);
        var id = (await account.Browser.GetAsync("/api/account")).Json.GetProperty("id").GetString();
        using var nobody = _server.WithKey("csk_a-guess-that-nobody-made-0123456789");
        using var log = TestLog.Of(_server);

        await account.Browser.GetAsync($"/api/projects/{project.Slug}/keys");
        await account.Browser.GetAsync("/api/projects/somebody-elses/persons/ada-lovelace");
        await nobody.GetAsync("/api/projects");

        log.Lines.ShouldContain($"Information: Refused with 403 role_too_low: GET /api/projects/{{slug}}/keys by Account {id} ");
        log.Lines.ShouldContain(line => line.Contains("404 unknown_project") && line.Contains(id!));
        log.Lines.ShouldContain(line => line.Contains("401 unknown_key") && line.Contains("by nobody"));
        string.Concat(log.Lines).ShouldNotContain("ada-lovelace");
        string.Concat(log.Lines).ShouldNotContain("csk_");
    }

    [Fact]
    public async Task Over_TLS_the_browser_is_told_to_stay_there()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: s => s with { Proxies = [IPNetwork.Parse("127.0.0.1/32")] }
        );
        using var http = server.WithKey(TestServer.InstanceKey);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/api/projects"));
        request.Headers.Add("X-Forwarded-Proto", "https");

        (await http.SendAsync(request)).Headers["Strict-Transport-Security"].ShouldBe("max-age=31536000");
        (await http.GetAsync("/api/projects")).Headers.Keys.ShouldNotContain("Strict-Transport-Security");
    }

    [Fact]
    public async Task From_an_unknown_proxy_nothing_is_believed()
    {
        using var http = _server.WithKey(TestServer.InstanceKey);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Url, "/api/projects"));
        request.Headers.Add("X-Forwarded-Proto", "https");

        (await http.SendAsync(request)).Headers.Keys.ShouldNotContain("Strict-Transport-Security");
    }
}
