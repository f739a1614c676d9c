using System.Net;
using Cairn.Server.Access;
using Cairn.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Tests;

public sealed class MetricsAccessTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Programs_on_this_machine_read_metrics_without_a_key()
    {
        using var nobody = _server.WithKey(null);

        (await nobody.GetAsync("/metrics")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Through_a_proxy_they_take_an_admin_of_the_instance(string header, string value)
    {
        (await AskAsync(_server, key: null, header, value)).ShouldBeProblem(401, "not_signed_in");
        (await AskAsync(_server, (await _server.CreateProjectAsync()).ApiKey, header, value)).ShouldBeProblem(403, "role_too_low");
        (await AskAsync(_server, TestServer.InstanceKey, header, value)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("localhost:7717", 200)]
    [InlineData("[::1]:7717", 200)]
    [InlineData("rebound.example:7717", 401)]
    [InlineData("localhost.rebound.example", 401)]
    public async Task A_page_elsewhere_whose_name_leads_to_this_machine_reads_none(string host, int status)
    {
        (await AskAsync(_server, key: null, "Host", host)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_proxy_that_Cairn_believes_lends_nobody_its_address()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: s => s with { Proxies = [IPNetwork.Parse("127.0.0.1/32")] }
        );

        foreach (var value in (string[])["192.0.2.7", "127.0.0.1", "::1", "192.0.2.7, 127.0.0.1"])
            (await AskAsync(server, key: null, "X-Forwarded-For", value)).ShouldBeProblem(401, "not_signed_in");
        (await AskAsync(server, key: null, "X-Forwarded-Proto", "https")).ShouldBeProblem(401, "not_signed_in");
    }

    [Fact]
    public async Task A_signed_in_admin_of_the_instance_reads_them_and_a_member_of_a_project_does_not()
    {
        using var owner = await _server.SignedInAsync();
        using var member = await AccountCalls.MakeAsync(_server, "owner");

        (await AskAsync(owner)).Status.ShouldBe(200);
        (await AskAsync(member.Browser)).ShouldBeProblem(403, "role_too_low");

        static async Task<Answer> AskAsync(Http browser)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Add("Via", "1.1 proxy");
            return await browser.SendAsync(request);
        }
    }

    [Fact]
    public async Task The_settings_can_open_them_to_everybody()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp, settings: s => s with { MetricsArePublic = true });

        (await AskAsync(server, key: null, "X-Forwarded-For", "192.0.2.7")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.2", true)]
    [InlineData("192.0.2.7", false)]
    [InlineData("::ffff:192.0.2.7", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData(null, false)]
    public void This_machine_is_loopback_and_nothing_else(string? address, bool isHere)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        ThisMachine.Asks(context).ShouldBe(isHere);
    }

    private static async Task<Answer> AskAsync(TestServer server, string? key, string header, string value)
    {
        using var http = server.WithKey(key);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add(header, value);
        return await http.SendAsync(request);
    }
}
