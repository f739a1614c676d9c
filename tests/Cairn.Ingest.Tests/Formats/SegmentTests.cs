using System.Text;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class SegmentTests
{
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";

    private static readonly (string, string) _basic = (
        "Authorization",
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Door.Key + ":"))
    );

    private static object Track(string id = "node-next-1", string name = "Viewed") =>
        new
        {
            type = "track",
            messageId = id,
            @event = name,
            userId = "ann",
            properties = new { price = 9.5 },
        };

    [Theory]
    [InlineData("/v1/batch")]
    [InlineData("/v1/import")]
    [InlineData("/v1/b")]
    [InlineData("/segment/v1/batch")]
    [InlineData("/rudderstack/v1/batch")]
    [InlineData("/beacon/v1/batch?writeKey=cwk_test")]
    [InlineData("/rudderstack/beacon/v1/batch?writeKey=cwk_test")]
    public async Task A_batch_is_taken_at_every_path_and_stored_once(string path)
    {
        await using var server = await FormatServer.StartAsync();
        var isBeacon = path.Contains("beacon", StringComparison.Ordinal);
        var body = System.Text.Json.JsonSerializer.Serialize(new { batch = new[] { Track(), Track("node-next-2") } });

        for (var i = 0; i < 2; i++)
        {
            var reply = await server.PostTextAsync(path, body, "text/plain", isBeacon ? [] : [_basic]);
            reply.Status.ShouldBe(200);
            reply.Text.ShouldBe(path.Contains("rudder", StringComparison.Ordinal) || isBeacon ? "OK" : """{"success":true}""");
        }

        server
            .Stored()
            .Select(e => (e.Name, e.DistinctId, e.Property("price")))
            .ShouldBe([("Viewed", "ann", "9.5"), ("Viewed", "ann", "9.5")]);
    }

    [Theory]
    [InlineData("/v1/t", "track", "Viewed")]
    [InlineData("/v1/track", "track", "Viewed")]
    [InlineData("/segment/v1/t", "track", "Viewed")]
    [InlineData("/v1/p", "page", "$pageview")]
    [InlineData("/v1/page", "page", "$pageview")]
    [InlineData("/v1/i", "identify", "$identify")]
    [InlineData("/v1/identify", "identify", "$identify")]
    [InlineData("/v1/g", "group", "$group")]
    [InlineData("/v1/group", "group", "$group")]
    [InlineData("/v1/a", "alias", "$alias")]
    [InlineData("/v1/alias", "alias", "$alias")]
    [InlineData("/v1/s", "screen", "$screen")]
    [InlineData("/v1/screen", "screen", "$screen")]
    [InlineData("/rudderstack/v1/track", "track", "Viewed")]
    public async Task One_message_is_of_the_type_of_its_path(string path, string type, string name)
    {
        await using var server = await FormatServer.StartAsync();
        var message = new
        {
            writeKey = Door.Key,
            messageId = "m1",
            @event = type == "track" ? "Viewed" : null,
            userId = "ann",
            anonymousId = "anon-1",
            previousId = "old",
            groupId = "acme",
        };

        (await server.PostAsync(path, message)).Status.ShouldBe(200);

        var stored = server.Stored().ShouldHaveSingleItem();
        (stored.Name, stored.DistinctId).ShouldBe((name, "ann"));
        stored.Property("$source_event").ShouldBe(type == "track" ? null : type);
    }

    [Fact]
    public async Task RudderStack_is_known_by_its_messages_and_packs_them_as_a_form()
    {
        await using var server = await FormatServer.StartAsync();
        var body =
            """{"batch":[{"type":"track","event":"Viewed","messageId":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","userId":"","anonymousId":"a1","originalTimestamp":"2026-01-01T00:00:00Z","channel":"server"}]}""";

        var reply = await server.PostAsync(
            "/v1/batch",
            PostHogTests.Gzip(Encoding.UTF8.GetBytes(body)),
            "application/x-www-form-urlencoded",
            _basic,
            ("Content-Encoding", "gzip")
        );

        (reply.Status, reply.Text).ShouldBe((200, "OK"));
        var stored = server.Stored().ShouldHaveSingleItem();
        (stored.Id.ToString(), stored.DistinctId).ShouldBe(("018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f", "a1"));
        stored.TimeText().ShouldBe("2026-01-01T00:00:00.000Z");
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_by_the_message_or_the_envelope()
    {
        await using var server = await FormatServer.StartAsync();
        var now = server.Time.GetUtcNow();
        var wrong = now.AddHours(3);
        string At(TimeSpan back) => (wrong - back).ToString("O");
        var body = $$"""
            {"writeKey":"{{Door.Key}}","sentAt":"{{At(default)}}","batch":[
              {"type":"track","event":"envelope","userId":"a","timestamp":"{{At(TimeSpan.FromSeconds(20))}}"},
              {"type":"track","event":"own","userId":"a","originalTimestamp":"{{At(TimeSpan.FromHours(1))}}","sentAt":"{{At(
                TimeSpan.FromMinutes(59)
            )}}"},
              {"type":"track","event":"given","userId":"a","originalTimestamp":"{{At(default)}}","timestamp":"{{At(
                TimeSpan.FromDays(2)
            )}}"},
              {"type":"track","event":"none","userId":"a"}]}
            """;

        (await server.PostTextAsync("/v1/batch", body)).Status.ShouldBe(200);

        server
            .Stored()
            .Select(e => (e.Name, Math.Round((e.Timestamp - now).TotalSeconds)))
            .ShouldBe([("envelope", -20), ("own", -60), ("given", -172800), ("none", 0)]);
    }

    [Fact]
    public async Task Identities_and_groups_take_their_places()
    {
        await using var server = await FormatServer.StartAsync();
        var body = """
            {"batch":[
              {"type":"identify","anonymousId":"anon-1","traits":{"seen":true}},
              {"type":"identify","anonymousId":"anon-1","userId":"ann","traits":{"plan":"pro"}},
              {"type":"identify","userId":"bob","traits":{},"context":{"traits":{"plan":"max"}}},
              {"type":"alias","userId":"ann","previousId":"annie"},
              {"type":"group","userId":"ann","groupId":"acme","traits":{"seats":5}},
              {"type":"track","event":"used","userId":"ann","anonymousId":"anon-1","context":{"groupId":"acme","traits":{"plan":"old"}}},
              {"type":"delete","userId":"ann"}]}
            """;

        (await server.PostTextAsync("/v1/batch", body, "application/json", _basic)).Status.ShouldBe(200);

        var stored = server.Stored();
        stored
            .Select(e => $"{e.Name} {e.DistinctId}")
            .ShouldBe(["$set anon-1", "$identify ann", "$identify bob", "$alias ann", "$group ann", "used ann"]);
        stored[0].SetProperty("seen").ShouldBe("true");
        (stored[1].Property("$anon_distinct_id"), stored[1].SetProperty("plan")).ShouldBe(("anon-1", "pro"));
        (stored[2].Property("$anon_distinct_id"), stored[2].SetProperty("plan")).ShouldBe((null, "max"));
        stored[3].Property("alias").ShouldBe("annie");
        (stored[4].Property("$group_type"), stored[4].Property("$group_key"), stored[4].Property("$group_set")).ShouldBe(
            ("group", "acme", """{"seats":5}""")
        );
        (stored[5].Groups.ShouldHaveSingleItem().Key, stored[5].Property("$anonymous_id")).ShouldBe(("acme", "anon-1"));
        stored[5].Set.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_context_tells_page_campaign_device_and_session()
    {
        await using var server = await FormatServer.StartAsync();
        var body = $$$"""
            {"type":"page","name":"Home","anonymousId":"a","properties":{"url":"https://shop.example/x?utm_term=t","title":"Own"},"context":{
              "page":{"url":"https://other.example/","referrer":"https://news.example/a","title":"Theirs"},
              "campaign":{"name":"may","source":"ads","medium":"cpc"},
              "userAgent":"{{{Chrome}}}","os":{"name":"","version":""},"locale":"de-CH","timezone":"GMT+0100",
              "library":{"name":"RudderLabs JavaScript SDK","version":"3.34.1"},"sessionId":1795217139683,"sessionStart":true,
              "device":{"model":"Pixel"},"screen":{"width":1440,"density":2},"active":true}}
            """;

        (await server.PostTextAsync("/v1/page", body, "text/plain", _basic)).Status.ShouldBe(200);

        var e = server.Stored().ShouldHaveSingleItem();
        (e.Property("url"), e.Property("title"), e.Property("name")).ShouldBe(("https://shop.example/x?utm_term=t", "Own", "Home"));
        (e.Property("$referring_domain"), e.Property("$pathname")).ShouldBe(("news.example", "/x"));
        (e.Property("utm_campaign"), e.Property("utm_source"), e.Property("utm_medium"), e.Property("utm_term")).ShouldBe(
            ("may", "ads", "cpc", "t")
        );
        (e.Property("$browser"), e.Property("$os"), e.Property("$raw_user_agent")).ShouldBe(("Chrome", "Windows", Chrome));
        (e.SessionId, e.Property("$lib"), e.Property("$locale"), e.Property("$device_model")).ShouldBe(
            ("1795217139683", "RudderLabs JavaScript SDK", "de-CH", "Pixel")
        );
        (e.Property("$screen_width"), e.Property("$context")).ShouldBe(("1440", """{"active":true}"""));
    }

    [Fact]
    public async Task Of_a_server_s_request_nothing_is_told_of_the_person_but_what_it_says_itself()
    {
        await using var server = await FormatServer.StartAsync();
        string Body(string library, string context = "") =>
            "{\"type\":\"track\",\"event\":\""
            + library
            + "\",\"userId\":\"a\",\"context\":{\"library\":{\"name\":\""
            + library
            + "\"}"
            + context
            + "}}";

        await server.PostTextAsync("/v1/track", Body("@segment/analytics-node"), "text/plain", _basic, ("User-Agent", Chrome));
        await server.PostTextAsync("/v1/track", Body("analytics.js"), "text/plain", _basic, ("User-Agent", Chrome));
        await server.PostTextAsync(
            "/v1/track",
            Body("analytics-python", ",\"userAgent\":\"" + Chrome + "\",\"ip\":\"1.2.3.4\""),
            "text/plain",
            _basic
        );

        server.Stored().Select(e => e.Property("$browser")).ShouldBe([null, "Chrome", "Chrome"]);
        server.Stored()[2].Property("$ip").ShouldBeNull(); // used for the country, never stored
    }

    [Theory]
    [InlineData("""{"revenue":19.5,"total":25,"currency":"EUR"}""", "19.5", "EUR")]
    [InlineData("""{"revenue":"19.5","value":1}""", "19.5", "USD")]
    [InlineData("""{"total":25,"value":1}""", "25", "USD")]
    [InlineData("""{"value":3}""", "3", "USD")]
    [InlineData("""{"revenue":"many"}""", "many", "USD")]
    [InlineData("""{"price":3}""", null, null)]
    public async Task Revenue_is_revenue_or_total_or_value(string properties, string? revenue, string? currency)
    {
        await using var server = await FormatServer.StartAsync();

        await server.PostTextAsync("/v1/t", $$"""{"event":"Ordered","userId":"a","writeKey":"{{Door.Key}}","properties":{{properties}}}""");

        var e = server.Stored().ShouldHaveSingleItem();
        (e.Property("revenue"), e.Property("currency")).ShouldBe((revenue, currency));
    }

    [Fact]
    public async Task The_settings_bring_the_browser_back_here()
    {
        await using var server = await FormatServer.StartAsync();

        var root = (await server.GetAsync("/v1/projects/cwk_x/settings")).Json.GetProperty("integrations").GetProperty("Segment.io");
        var prefixed = (await server.GetAsync("/segment/v1/projects/cwk_x/settings"))
            .Json.GetProperty("integrations")
            .GetProperty("Segment.io");
        var rudder = await server.GetAsync(
            "/sourceConfig/?p=npm&v=3&writeKey=cwk_x",
            ("Authorization", "Basic " + Convert.ToBase64String("cwk_x:"u8))
        );

        (root.GetProperty("apiKey").GetString(), root.GetProperty("protocol").GetString()).ShouldBe(("cwk_x", "http"));
        root.GetProperty("apiHost").GetString().ShouldBe(server.Host + "/v1");
        prefixed.GetProperty("apiHost").GetString().ShouldBe(server.Host + "/segment/v1");
        var source = rudder.Json.GetProperty("source");
        (source.GetProperty("writeKey").GetString(), source.GetProperty("enabled").GetBoolean()).ShouldBe(("cwk_x", true));
        (await server.PostTextAsync("/v1/m", """{"series":[]}""")).Text.ShouldBe("""{"success":true}""");
    }

    [Fact]
    public async Task Refusals_say_what_is_wrong()
    {
        await using var server = await FormatServer.StartAsync(eventsPerSecond: 1);

        (await server.PostAsync("/v1/t", new { writeKey = "cwk_no", userId = "a" })).Status.ShouldBe(401);
        (await server.PostAsync("/v1/batch", new { batch = new[] { Track() } })).Status.ShouldBe(401);
        var empty = await server.PostAsync("/v1/batch", new { }, _basic);
        (empty.Status, empty.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "batch"));
        (await server.PostTextAsync("/v1/batch", "{\"batch\":", "text/plain", _basic)).Status.ShouldBe(400);
        (await server.PostAsync("/v1/t", Track(), _basic)).Status.ShouldBe(200);
        var fast = await server.PostAsync("/v1/batch", new { batch = new[] { Track("2"), Track("3") } }, _basic);
        (fast.Status, fast.Headers["Retry-After"]).ShouldBe((503, "1"));
        server.Stored().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_name_harms_nobody()
    {
        await using var server = await FormatServer.StartAsync();

        var reply = await server.PostTextAsync(
            "/v1/t",
            """{"\ud83d":1,"event":"a","userId":"a","properties":{"\ud83d":"x"},"context":{"campaign":{"\ud83d":"x","source":"ads"}}}""",
            "text/plain",
            _basic
        );

        reply.Status.ShouldBe(200);
        server.Stored().ShouldHaveSingleItem().Property("utm_source").ShouldBe("ads");
    }
}
