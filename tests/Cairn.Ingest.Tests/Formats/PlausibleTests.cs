using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class PlausibleTests
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";
    private const string Safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.2 Safari/605.1.15";

    private static string View(string site = FormatServer.Site, string rest = "") =>
        $$"""{"n":"pageview","u":"https://shop.example/a?utm_medium=x&ref=news","d":"{{site}}","r":"https://www.google.com/"{{rest}}}""";

    [Theory]
    [InlineData("/api/event", FormatServer.Site)]
    [InlineData("/plausible/api/event", FormatServer.Site)]
    [InlineData("/api/event/", Door.Key)]
    public async Task A_page_view_is_taken_as_plain_text_for_a_site_or_a_key(string path, string site)
    {
        await using var server = await FormatServer.StartAsync();

        var reply = await server.PostTextAsync(path, View(site, ""","v":34"""), headers: ("User-Agent", Firefox));

        (reply.Status, reply.Text).ShouldBe((202, "ok"));
        var stored = server.Stored().ShouldHaveSingleItem();
        stored.Name.ShouldBe("$pageview");
        stored.DistinctId.ShouldMatch("^c_[A-Za-z0-9_-]{22}$");
        stored.Property("$source_event").ShouldBe("pageview");
        (stored.Property("url"), stored.Property("$host"), stored.Property("$pathname")).ShouldBe(
            ("https://shop.example/a?utm_medium=x&ref=news", "shop.example", "/a")
        );
        (stored.Property("referrer"), stored.Property("$referring_domain")).ShouldBe(("https://www.google.com/", "google.com"));
        (stored.Property("utm_source"), stored.Property("utm_medium")).ShouldBe(("news", "x"));
        (stored.Property("$browser"), stored.Property("$is_bot"), stored.Property("$lib_version")).ShouldBe(("Firefox", "false", "34"));
    }

    [Fact]
    public async Task A_visitor_is_the_same_for_a_day_and_another_one_for_each_site_and_browser()
    {
        await using var server = await FormatServer.StartAsync();
        async Task<string> Seen(string site, string userAgent)
        {
            (await server.PostTextAsync("/api/event", View(site), headers: ("User-Agent", userAgent))).Status.ShouldBe(202);
            return server.Stored()[^1].DistinctId;
        }

        var first = await Seen(FormatServer.Site, Firefox);
        (await Seen(FormatServer.Site, Firefox)).ShouldBe(first);
        (await Seen(FormatServer.Site, Safari)).ShouldNotBe(first);
        (await Seen(FormatServer.OtherSite, Firefox)).ShouldNotBe(first);
        server.Time.Advance(TimeSpan.FromDays(1));
        (await Seen(FormatServer.Site, Firefox)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Own_events_carry_their_properties_and_revenue_in_either_form()
    {
        await using var server = await FormatServer.StartAsync();
        var site = FormatServer.Site;

        await server.PostTextAsync(
            "/api/event",
            $$$"""{"n":"Purchase","u":"https://a.example/#/cart","d":"{{{site}}}","h":1,"p":{"plan":"pro","n":2},"$":{"currency":"eur","amount":"12.50"},"i":false}"""
        );
        await server.PostTextAsync(
            "/api/event",
            $$$"""{"name":"Sign up","url":"https://a.example/","domain":"{{{site}}}","props":"{\"plan\":\"max\"}","revenue":{"currency":"USD","amount":3}}"""
        );
        await server.PostTextAsync("/api/event", $$"""{"n":"404","u":"https://a.example/x","d":"{{site}}","p":"no object"}""");

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["Purchase", "Sign up", "404"]);
        (stored[0].Property("plan"), stored[0].Property("n"), stored[0].Property("$pathname")).ShouldBe(("pro", "2", "/#/cart"));
        (stored[0].Property("revenue"), stored[0].Property("currency"), stored[0].Property("$interactive")).ShouldBe(
            ("12.5", "EUR", "false")
        );
        (stored[1].Property("plan"), stored[1].Property("revenue"), stored[1].Property("currency")).ShouldBe(("max", "3", "USD"));
        stored[1].Property("$source_event").ShouldBeNull();
    }

    [Fact]
    public async Task Engagement_is_an_event_of_its_own_that_tells_time_and_depth()
    {
        await using var server = await FormatServer.StartAsync();

        await server.PostTextAsync(
            "/api/event",
            $$"""{"n":"engagement","u":"https://a.example/","d":"{{FormatServer.Site}}","e":5120,"sd":75}"""
        );
        await server.PostTextAsync(
            "/api/event",
            $$"""{"n":"engagement","u":"https://a.example/","d":"{{FormatServer.Site}}","e":10,"sd":255}"""
        );

        var stored = server.Stored();
        stored.ShouldAllBe(e => e.Name == "$engagement");
        (stored[0].Property("$engaged_ms"), stored[0].Property("$scroll_depth")).ShouldBe(("5120", "75"));
        stored[1].Property("$scroll_depth").ShouldBeNull();
    }

    [Fact]
    public async Task A_list_of_sites_is_taken_once_per_project_if_one_of_them_is_known()
    {
        await using var server = await FormatServer.StartAsync();

        var both = await server.PostTextAsync("/api/event", View($"{FormatServer.Site}, {FormatServer.OtherSite}"));
        var one = await server.PostTextAsync("/api/event", View($"nobody.example,{FormatServer.OtherSite}"));

        (both.Status, one.Status).ShouldBe((202, 202));
        server.Stored().Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused()
    {
        await using var server = await FormatServer.StartAsync();

        var unknown = await server.PostTextAsync("/api/event", View("nobody.example"), headers: ("Origin", "https://nobody.example"));
        var nameless = await server.PostTextAsync("/api/event", """{"u":"https://a.example/","d":"shop.example"}""");
        var siteless = await server.PostTextAsync("/api/event", """{"n":"pageview","u":"https://a.example/"}""");
        var pageless = await server.PostTextAsync("/api/event", """{"n":"pageview","d":"shop.example"}""");
        var broken = await server.PostTextAsync("/api/event", "{");

        unknown.Status.ShouldBe(401);
        unknown.Headers["Access-Control-Allow-Origin"].ShouldBe("https://nobody.example");
        (nameless.Status, nameless.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "name"));
        (siteless.Status, siteless.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "domain"));
        (pageless.Status, pageless.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "url"));
        broken.Status.ShouldBe(400);
        server.Stored().ShouldBeEmpty();
    }
}
