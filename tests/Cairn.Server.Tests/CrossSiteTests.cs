using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>Other sites can make a browser send requests with the cookie, but not read answers, and not lie about where they come from.</summary>
public sealed class CrossSiteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://evil.example", null)]
    [InlineData("https://evil.example", "cross-site")]
    [InlineData("null", null)]
    [InlineData("OWN", "cross-site")]
    [InlineData("OWN", "same-site")]
    [InlineData("http://127.0.0.1:1", null)]
    [InlineData(null, "same-origin")]
    public async Task A_cookie_without_proof_changes_nothing(string? origin, string? fetchSite)
    {
        using var browser = await _server.SignedInAsync();
        var own = browser.Origin;
        browser.Origin = origin == "OWN" ? own : origin;
        browser.FetchSite = fetchSite;

        (await browser.PostAsync("/api/projects", new { slug = "planted" })).ShouldBeProblem(403, "cross_site");

        using var instance = _server.WithKey(TestServer.InstanceKey);
        (await instance.GetAsync("/api/projects/planted")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Cairns_own_pages_may_change_things()
    {
        using var browser = await _server.SignedInAsync();
        browser.FetchSite = "same-origin";

        (await browser.PostAsync("/api/projects", new { slug = "from-own-page" })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Reading_with_a_cookie_needs_no_proof()
    {
        using var browser = await _server.SignedInAsync();
        browser.Origin = null;

        (await browser.GetAsync("/api/projects")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_API_key_needs_no_origin()
    {
        using var http = _server.WithKey(TestServer.InstanceKey);

        (await http.PostAsync("/api/projects", new { slug = "from-a-program" })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task No_other_site_signs_a_browser_in()
    {
        using var browser = _server.Browser();
        browser.Origin = "https://evil.example";

        var answer = await browser.PostAsync("/api/session", new { email = TestServer.OwnerEmail, password = TestServer.OwnerPassword });

        answer.ShouldBeProblem(403, "cross_site");
        browser.Cookie.ShouldBeNull();
    }

    [Fact]
    public async Task No_other_site_signs_a_browser_out()
    {
        using var browser = await _server.SignedInAsync();
        browser.FetchSite = "cross-site";

        (await browser.DeleteAsync("/api/session")).ShouldBeProblem(403, "cross_site");
        browser.FetchSite = null;
        (await browser.GetAsync("/api/session")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_form_cannot_send_JSON()
    {
        using var browser = _server.Browser();

        var answer = await browser.SendAsync(
            HttpMethod.Post,
            "/api/session",
            $$"""{"email":"{{TestServer.OwnerEmail}}","password":"{{TestServer.OwnerPassword}}"}""",
            "text/plain"
        );

        answer.ShouldBeProblem(415, "unsupported_media_type");
    }
}
