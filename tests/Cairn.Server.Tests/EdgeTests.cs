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
