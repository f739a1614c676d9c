using System.Text;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class UmamiTests
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";

    private static string Item(string rest, string type = "event", string site = FormatServer.Site) =>
        $$$"""{"type":"{{{type}}}","payload":{"website":"{{{site}}}","hostname":"shop.example","screen":"1920x1080","language":"de-DE"{{{rest}}}}}""";

    private static Task<FormatReply> SendAsync(FormatServer server, string body, string? cache = null, string path = "/api/send") =>
        server.PostTextAsync(path, body, "application/json", ("User-Agent", Firefox), ("x-umami-cache", cache ?? ""));

    [Theory]
    [InlineData("/api/send", FormatServer.Site)]
    [InlineData("/umami/api/send", Door.Key)]
    public async Task A_page_view_has_no_name_and_may_have_a_path_for_its_address(string path, string site)
    {
        await using var server = await FormatServer.StartAsync();

        var reply = await SendAsync(
            server,
            Item(""","url":"/a?utm_source=x","referrer":"/home","title":"A","tag":"blue" """, site: site),
            path: path
        );

        reply.Status.ShouldBe(200);
        reply.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["cache", "sessionId", "visitId"]);
        var stored = server.Stored().ShouldHaveSingleItem();
        (stored.Name, stored.SessionId).ShouldBe(("$pageview", reply.Json.GetProperty("visitId").GetString()));
        stored.DistinctId.ShouldStartWith("c_");
        (stored.Property("url"), stored.Property("referrer"), stored.Property("utm_source")).ShouldBe(
            ("https://shop.example/a?utm_source=x", "https://shop.example/home", "x")
        );
        (stored.Property("title"), stored.Property("tag"), stored.Property("$language")).ShouldBe(("A", "blue", "de-DE"));
        (stored.Property("$screen_width"), stored.Property("$browser"), stored.Property("$source_event")).ShouldBe(
            ("1920", "Firefox", null)
        );
    }

    [Fact]
    public async Task An_event_has_a_name_and_may_carry_revenue()
    {
        await using var server = await FormatServer.StartAsync();

        var hourAgo = server.Time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();

        await SendAsync(server, Item(""","url":"/b","name":"seen","data":{"currency":"eur"}"""));
        await SendAsync(
            server,
            Item(""","name":"bought","data":{"plan":"pro","revenue":"9.90","currency":"eur"},"timestamp":""" + hourAgo)
        );

        server.Stored()[0].Property("currency").ShouldBe("eur");
        var bought = server.Stored()[^1];
        (bought.Property("plan"), bought.Property("revenue"), bought.Property("currency")).ShouldBe(("pro", "9.9", "EUR"));
        (server.Time.GetUtcNow() - bought.Timestamp).TotalMinutes.ShouldBe(60, 0.1);
    }

    [Fact]
    public async Task A_visit_goes_on_with_its_token_and_a_foreign_token_is_worth_nothing()
    {
        await using var server = await FormatServer.StartAsync();
        async Task<(string Cache, string? Visit, string? Session)> See(string? cache = null)
        {
            var json = (await SendAsync(server, Item(""","url":"/" """), cache)).Json;
            return (
                json.GetProperty("cache").GetString()!,
                json.GetProperty("visitId").GetString(),
                json.GetProperty("sessionId").GetString()
            );
        }

        var first = await See();
        server.Time.Advance(TimeSpan.FromMinutes(29));
        var second = await See(first.Cache);
        server.Time.Advance(TimeSpan.FromMinutes(29));
        var third = await See(second.Cache);
        var forgedVisit = Guid.NewGuid().ToString("N");
        var forged = await See(first.Cache.Replace(first.Cache.Split('.')[1], forgedVisit, StringComparison.Ordinal));
        server.Time.Advance(TimeSpan.FromMinutes(90));
        var late = await See(third.Cache);

        (second.Visit, third.Visit).ShouldBe((first.Visit, first.Visit));
        late.Visit.ShouldNotBe(first.Visit);
        late.Session.ShouldBe(first.Session); // the same visitor, another visit
        server.Stored()[3].DistinctId.ShouldBe(server.Stored()[0].DistinctId);
        forged.Visit!.Replace("-", "", StringComparison.Ordinal).ShouldNotBe(forgedVisit);
    }

    [Fact]
    public async Task Identifying_links_the_visitor_and_keeps_the_data_of_the_session()
    {
        await using var server = await FormatServer.StartAsync();

        await SendAsync(server, Item(""","url":"/" """));
        await SendAsync(server, Item(""","id":"ann","data":{"plan":"pro"}""", "identify"));
        await SendAsync(server, Item(""","data":{"id":"ann","plan":"max"}""", "identify"));
        await SendAsync(server, Item(""","data":{"theme":"dark"}""", "identify"));
        await SendAsync(server, Item(""","id":"ann","name":"bought" """));
        await SendAsync(server, Item(""","vid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","name":"seen" """));

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$pageview", "$identify", "$identify", "$set", "bought", "seen"]);
        (stored[1].DistinctId, stored[1].Property("$anon_distinct_id"), stored[1].SetProperty("plan")).ShouldBe(
            ("ann", stored[0].DistinctId, "pro")
        );
        (stored[2].DistinctId, stored[2].SetProperty("plan"), stored[2].SetProperty("id")).ShouldBe(("ann", "max", null));
        (stored[3].DistinctId, stored[3].SetProperty("theme")).ShouldBe((stored[0].DistinctId, "dark"));
        (stored[4].DistinctId, stored[5].DistinctId).ShouldBe(("ann", "018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f"));
        stored.Select(e => e.SessionId).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Performance_is_web_vitals_and_a_server_may_tell_whose_address_it_is()
    {
        await using var server = await FormatServer.StartAsync();

        await SendAsync(server, Item(""","url":"/","ttfb":80.5,"fcp":200,"lcp":900,"inp":16,"cls":0.02,"duration":1200""", "performance"));
        await SendAsync(server, Item(""","url":"/","ip":"198.51.100.7","userAgent":"Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0.0.0" """));

        var stored = server.Stored();
        stored[0].Name.ShouldBe("$web_vitals");
        (stored[0].Property("$web_vitals_LCP_value"), stored[0].Property("$web_vitals_CLS_value"), stored[0].Property("duration")).ShouldBe(
            ("900", "0.02", "1200")
        );
        stored[1].DistinctId.ShouldNotBe(stored[0].DistinctId);
        stored[1].Property("$browser").ShouldBe("Chrome");
        Encoding.UTF8.GetString(stored[1].Properties.Span).ShouldNotContain("198.51.100.7");
    }

    [Fact]
    public async Task A_batch_is_told_how_many_were_taken()
    {
        await using var server = await FormatServer.StartAsync();
        var items = $"[{Item(""","url":"/" """)},{Item(""","name":"b" """, site: FormatServer.OtherSite)},{Item(""","name":"c" """)}]";

        var reply = await SendAsync(server, items, path: "/api/batch");

        reply.Status.ShouldBe(200);
        (reply.Json.GetProperty("size").GetInt32(), reply.Json.GetProperty("processed").GetInt32()).ShouldBe((2, 2));
        reply.Json.GetProperty("errors").GetInt32().ShouldBe(0);
        reply.Json.GetProperty("cache").GetString().ShouldNotBeNullOrEmpty();
        server.Stored().Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_with_400()
    {
        await using var server = await FormatServer.StartAsync();

        var unknown = await SendAsync(server, Item("", site: "018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f"));
        var empty = await SendAsync(server, "{}");
        var siteless = await SendAsync(server, """{"type":"event","payload":{}}""");
        var preflight = await server.PreflightAsync(
            "/api/send",
            ("Origin", "https://shop.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,x-umami-cache")
        );

        (unknown.Status, unknown.Json.GetProperty("error").GetProperty("message").GetString()).ShouldBe((400, "Website not found."));
        (empty.Status, siteless.Status).ShouldBe((400, 400));
        (preflight.Status, preflight.Headers["Access-Control-Allow-Headers"]).ShouldBe((204, "content-type,x-umami-cache"));
        server.Stored().ShouldBeEmpty();
    }
}
