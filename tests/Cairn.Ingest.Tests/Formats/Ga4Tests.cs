using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class Ga4Tests
{
    private const string Collect = "/mp/collect?measurement_id=G-1&api_secret=" + Door.Key;

    private static string Body(string events, string rest = "") => $$"""{"client_id":"123.456","events":[{{events}}]{{rest}}}""";

    [Theory]
    [InlineData(Collect)]
    [InlineData("/ga4" + Collect)]
    [InlineData("/mp/collect?measurement_id=" + FormatServer.Site + "&api_secret=left-over")]
    [InlineData("/mp/collect?firebase_app_id=" + FormatServer.Site)]
    public async Task A_page_view_is_taken_with_a_key_or_a_site(string path)
    {
        await using var server = await FormatServer.StartAsync();

        var reply = await server.PostTextAsync(
            path,
            Body(
                """{"name":"page_view","params":{"page_location":"https://shop.example/a","page_referrer":"https://www.google.com/","page_title":"A","session_id":7,"engagement_time_msec":100,"plan":"pro"}}"""
            ),
            "application/json",
            ("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/132.0")
        );

        (reply.Status, reply.Body.Length).ShouldBe((204, 0));
        var stored = server.Stored().ShouldHaveSingleItem();
        (stored.Name, stored.DistinctId, stored.SessionId).ShouldBe(("$pageview", "123.456", "123.456.7"));
        (stored.Property("url"), stored.Property("title"), stored.Property("$referring_domain")).ShouldBe(
            ("https://shop.example/a", "A", "google.com")
        );
        (stored.Property("$engaged_ms"), stored.Property("plan"), stored.Property("$source_event")).ShouldBe(("100", "pro", "page_view"));
        stored.Property("$browser").ShouldBeNull(); // the server's, not the person's
    }

    [Fact]
    public async Task A_purchase_is_told_apart_by_its_transaction_and_a_refund_takes_its_money_back()
    {
        await using var server = await FormatServer.StartAsync();
        string Money(string name, string value) =>
            $$$"""{"name":"{{{name}}}","params":{"transaction_id":"T1","value":{{{value}}},"currency":"EUR","items":[{"item_id":"a"}]}}""";

        for (var i = 0; i < 2; i++)
            await server.PostTextAsync(Collect, Body(Money("purchase", "30") + "," + Money("refund", "10") + "," + Money("refund", "5")));

        var stored = server.Stored();
        stored.Select(e => $"{e.Name} {e.Property("revenue")}").ShouldBe(["purchase 30", "refund -10", "refund -5"]);
        (stored[0].Property("currency"), stored[0].Property("items"), stored[0].Property("transaction_id")).ShouldBe(
            ("EUR", """[{"item_id":"a"}]""", "T1")
        );
    }

    [Fact]
    public async Task A_user_is_linked_to_the_client_once_and_person_device_and_place_are_told()
    {
        await using var server = await FormatServer.StartAsync();
        var body = Body(
            """{"name":"login","params":{}},{"name":"screen_view","params":{"screen_name":"Home"}}""",
            ""","user_id":"ann","user_properties":{"plan":{"value":"pro"}},"device":{"category":"mobile","operating_system":"Android","language":"de","screen_resolution":"412x915"},"user_location":{"city":"Bern","country_id":"CH"}"""
        );

        await server.PostTextAsync(Collect, body);
        await server.PostTextAsync(Collect, body);

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$identify", "login", "$screen", "login", "$screen"]);
        stored.ShouldAllBe(e => e.DistinctId == "ann");
        stored[0].Property("$anon_distinct_id").ShouldBe("123.456");
        var screen = stored[2];
        (screen.SetProperty("plan"), screen.Property("$screen_name")).ShouldBe(("pro", "Home"));
        (screen.Property("$device_type"), screen.Property("$os"), screen.Property("$screen_height")).ShouldBe(("Mobile", "Android", "915"));
        (screen.Property("$city"), screen.Property("$country")).ShouldBe(("Bern", "CH"));
    }

    [Fact]
    public async Task An_event_s_own_time_goes_before_the_request_s()
    {
        await using var server = await FormatServer.StartAsync();
        var now = server.Time.GetUtcNow();
        long Micros(int hours) => now.AddHours(hours).ToUnixTimeMilliseconds() * 1000;

        await server.PostTextAsync(
            Collect,
            Body($$"""{"name":"a","timestamp_micros":"{{Micros(-2)}}"},{"name":"b"}""", $$""","timestamp_micros":{{Micros(-1)}}""")
        );
        await server.PostTextAsync(Collect, Body("""{"name":"c"}"""));

        server.Stored().Select(e => (e.Name, Math.Round((e.Timestamp - now).TotalHours))).ShouldBe([("a", -2), ("b", -1), ("c", 0)]);
    }

    [Fact]
    public async Task Faults_are_named_and_nothing_is_stored()
    {
        await using var server = await FormatServer.StartAsync();
        var old = server.Time.GetUtcNow().AddDays(-4).ToUnixTimeMilliseconds() * 1000;
        var path = Collect.Replace("/mp", "/debug/mp", StringComparison.Ordinal);

        var sound = await server.PostTextAsync(path, Body("""{"name":"a","params":{"b":1}}"""));
        var wrong = await server.PostTextAsync(
            path,
            $$$$"""
            {"timestamp_micros":{{{{old}}}},"user_properties":{"x":{}},"events":[{"name":"a b"},{},{"name":"ga_x"},{"name":"purchase","params":{"value":1,"long":"{{{{new string(
                    'x',
                    101
                )}}}}"}}]}
            """
        );
        var nothing = await server.PostTextAsync("/debug/mp/collect", "{}");

        (sound.Status, sound.Text).ShouldBe((200, """{"validationMessages":[]}"""));
        wrong
            .Json.GetProperty("validationMessages")
            .EnumerateArray()
            .Select(m => $"{m.GetProperty("fieldPath")} {m.GetProperty("validationCode")}")
            .ShouldBe([
                "client_id VALUE_REQUIRED",
                "timestamp_micros VALUE_OUT_OF_BOUNDS",
                "user_properties.x VALUE_REQUIRED",
                "events[0].name NAME_INVALID",
                "events[1].name VALUE_REQUIRED",
                "events[2].name NAME_RESERVED",
                "events[3].params.long VALUE_OUT_OF_BOUNDS",
                "events[3].params.currency VALUE_REQUIRED",
            ]);
        nothing
            .Json.GetProperty("validationMessages")
            .EnumerateArray()
            .Select(m => m.GetProperty("fieldPath").GetString())
            .ShouldBe(["api_secret", "client_id", "events"]);
        server.Stored().ShouldBeEmpty();
    }

    [Fact]
    public async Task Hits_of_gtag_are_in_the_address_and_in_the_lines_of_the_body()
    {
        await using var server = await FormatServer.StartAsync();
        const string Shared =
            "/g/collect?v=2&tid=" + FormatServer.Site + "&cid=1.2&sid=9&dl=https%3A%2F%2Fshop.example%2Fa&dt=A%20b&ul=de&sr=800x600";

        var one = await server.PostAsync(Shared + "&en=page_view&gcs=G111", [], "text/plain", ("User-Agent", "Mozilla/5.0 Firefox/132.0"));
        var lines = await server.PostTextAsync(
            Shared,
            "en=purchase&epn.value=12.5&cu=EUR&ep.transaction_id=T9&_et=50\r\nen=scroll&up.plan=pro&epn.percent_scrolled=90"
        );
        var nameless = await server.GetAsync(Shared + "&en=page_view&gcs=G110&uid=ann", ("User-Agent", "Mozilla/5.0 Firefox/132.0"));

        (one.Status, lines.Status, nameless.Status).ShouldBe((204, 204, 204));
        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$pageview", "purchase", "scroll", "$pageview"]);
        stored.Take(3).ShouldAllBe(e => e.DistinctId == "1.2" && e.SessionId == "1.2.9" && e.Property("title") == "A b");
        (stored[0].Property("$browser"), stored[0].Property("$screen_width"), stored[0].Property("$language")).ShouldBe(
            ("Firefox", "800", "de")
        );
        (stored[1].Property("revenue"), stored[1].Property("currency"), stored[1].Property("$engaged_ms")).ShouldBe(("12.5", "EUR", "50"));
        (stored[2].Property("percent_scrolled"), stored[2].SetProperty("plan")).ShouldBe(("90", "pro"));
        // Without consent to storage, the client's id and session are not kept.
        (stored[3].DistinctId[..2], stored[3].SessionId).ShouldBe(("c_", ""));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused()
    {
        await using var server = await FormatServer.StartAsync();

        var unknown = await server.PostTextAsync("/mp/collect?measurement_id=G-2&api_secret=x", Body("""{"name":"a"}"""));
        var nobody = await server.PostTextAsync(Collect, """{"events":[]}""");
        var empty = await server.PostTextAsync(Collect, """{"client_id":"1"}""");
        var streamless = await server.GetAsync("/g/collect?en=a&cid=1");

        unknown.Status.ShouldBe(401);
        (nobody.Status, nobody.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "client_id"));
        (empty.Status, empty.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "events"));
        (streamless.Status, streamless.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "tid"));
        server.Stored().ShouldBeEmpty();
    }
}
