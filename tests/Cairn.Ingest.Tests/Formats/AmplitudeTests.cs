using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class AmplitudeTests
{
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";

    private static string Envelope(string events, string more = "") => "{\"api_key\":\"cwk_test\"" + more + ",\"events\":[" + events + "]}";

    private static string Event(string type, string more = "", string who = "\"user_id\":\"ann\"") =>
        "{\"event_type\":\"" + type + "\"," + who + more + "}";

    [Theory]
    [InlineData("/2/httpapi")]
    [InlineData("/batch")]
    [InlineData("/batch/")]
    [InlineData("/amplitude/2/httpapi")]
    [InlineData("/amplitude/batch")]
    public async Task Every_transport_is_answered_to_the_byte_and_stored_once(string path)
    {
        await using var server = await FormatServer.StartAsync();
        var body = Envelope(
            Event("Viewed", ",\"insert_id\":\"one\"") + "," + Event("Bought", ",\"insert_id\":\"two\",\"device_id\":\"d1\"")
        );
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);

        FormatReply[] replies =
        [
            await server.PostAsync(path, bytes, "application/json"),
            await server.PostAsync(path, PostHogTests.Gzip(bytes), "application/json", ("Content-Encoding", "gzip")),
            await server.PostAsync(path, bytes, "text/plain"),
        ];

        var time = server.Time.GetUtcNow().ToUnixTimeMilliseconds();
        replies.ShouldAllBe(r => r.Status == 200);
        replies[0]
            .Text.ShouldBe($$"""{"code":200,"events_ingested":2,"payload_size_bytes":{{bytes.Length}},"server_upload_time":{{time}}}""");
        replies[2].Json.GetProperty("events_ingested").GetInt32().ShouldBe(2);
        server.Stored().Select(e => e.Name).ShouldBe(["Viewed", "$identify", "Bought"]);
    }

    [Fact]
    public async Task What_is_in_a_batch_says_whose_it_is()
    {
        await using var server = await FormatServer.StartAsync();

        (await server.PostTextAsync("/batch", Envelope(Event("a")))).Json.GetProperty("code").GetInt32().ShouldBe(200);
        (
            await server.PostAsync("/batch/", new { api_key = Door.Key, batch = new[] { new { @event = "b", distinct_id = "ann" } } })
        ).Text.ShouldBe("""{"status":"Ok"}""");

        server.Stored().Select(e => e.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task The_device_s_id_tells_equal_insert_ids_apart()
    {
        await using var server = await FormatServer.StartAsync();
        string One(string device) => Envelope(Event("a", ",\"insert_id\":\"1\"", $"\"device_id\":\"{device}\""));

        foreach (var device in new[] { "d1", "d1", "d2" })
            await server.PostTextAsync("/2/httpapi", One(device));

        server.Stored().Select(e => e.DistinctId).ShouldBe(["d1", "d2"]);
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_by_the_time_of_upload()
    {
        await using var server = await FormatServer.StartAsync();
        var now = server.Time.GetUtcNow();
        var wrong = now.AddHours(3);

        await server.PostTextAsync(
            "/2/httpapi",
            Envelope(
                Event("a", $",\"time\":{wrong.ToUnixTimeMilliseconds() - 20_000},\"session_id\":-1"),
                $",\"client_upload_time\":\"{wrong:O}\""
            )
        );

        var e = server.Stored().ShouldHaveSingleItem();
        Math.Round((e.Timestamp - now).TotalSeconds).ShouldBe(-20);
        e.SessionId.ShouldBe("");
    }

    [Fact]
    public async Task Two_ids_in_one_event_are_one_person_s_and_that_is_said_once()
    {
        await using var server = await FormatServer.StartAsync();
        const string Both = "\"user_id\":\"ann\",\"device_id\":\"d1\"";

        await server.PostTextAsync("/2/httpapi", Envelope(Event("a", who: Both) + "," + Event("b", who: Both)));
        await server.PostTextAsync("/2/httpapi", Envelope(Event("c", who: Both)));
        await server.PostTextAsync(
            "/2/httpapi",
            Envelope(Event("$identify", ",\"user_properties\":{\"$set\":{\"plan\":\"pro\"}}", Both) + "," + Event("d", who: Both))
        );

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$identify", "a", "b", "c", "$identify", "d"]);
        (stored[0].DistinctId, stored[0].Property("$anon_distinct_id")).ShouldBe(("ann", "d1"));
        (stored[4].Property("$anon_distinct_id"), stored[4].SetProperty("plan")).ShouldBe(("d1", "pro"));
    }

    [Fact]
    public async Task Operations_on_persons_and_groups_take_their_places()
    {
        await using var server = await FormatServer.StartAsync();
        var events = string.Join(
            ',',
            Event(
                "$identify",
                ",\"user_properties\":{\"$setOnce\":{\"initial_utm_source\":\"ads\",\"initial_gclid\":\"EMPTY\"},\"$unset\":{\"city\":\"-\"},\"$add\":{\"visits\":3},\"$preInsert\":{\"tags\":\"a\"}}",
                "\"device_id\":\"d1\""
            ),
            Event("a", ",\"user_properties\":{\"plan\":\"pro\"},\"groups\":{\"company\":\"acme\"}"),
            Event(
                "$groupidentify",
                ",\"groups\":{\"company\":\"acme\"},\"group_properties\":{\"$set\":{\"seats\":5},\"$add\":{\"x\":1}}",
                "\"user_id\":\"\""
            )
        );

        (await server.PostTextAsync("/2/httpapi", Envelope(events))).Status.ShouldBe(200);

        var stored = server.Stored();
        stored.Select(e => $"{e.Name} {e.DistinctId}").ShouldBe(["$set d1", "a ann", "$group $company_acme"]);
        (stored[0].SetOnceProperty("initial_utm_source"), stored[0].SetOnceProperty("initial_gclid")).ShouldBe(("ads", null));
        stored[0].SetProperty("city").ShouldBe("null"); // taken away
        stored[0].SetProperty("visits").ShouldBe("""{"$add":3}""");
        stored[0].Property("$person_operations").ShouldBe("""{"$preInsert":{"tags":"a"}}""");
        (stored[1].SetProperty("plan"), stored[1].Groups.ShouldHaveSingleItem().Key).ShouldBe(("pro", "acme"));
        (
            stored[2].Property("$group_type"),
            stored[2].Property("$group_key"),
            stored[2].Property("$group_set"),
            stored[2].Property("$group_operations")
        ).ShouldBe(("company", "acme", """{"seats":5}""", """{"$add":{"x":1}}"""));
    }

    [Fact]
    public async Task Names_pages_devices_and_money_take_their_places()
    {
        await using var server = await FormatServer.StartAsync();
        var events = string.Join(
            ',',
            Event(
                "[Amplitude] Page Viewed",
                $$""","session_id":1795217139683,"platform":"Web","os_name":"Chrome","user_agent":"{{Chrome}}","library":"amplitude-ts/2.47.0","language":"de","ip":"$remote","event_properties":{"[Amplitude] Page Location":"https://shop.example/x?utm_source=ads","[Amplitude] Page Title":"Shop","referrer":"https://news.example/"}"""
            ),
            Event("[Amplitude] Element Clicked"),
            Event("revenue_amount", ",\"event_properties\":{\"$productId\":\"a\",\"$price\":9.75,\"$quantity\":2,\"$currency\":\"EUR\"}"),
            Event("Bought", ",\"price\":5,\"quantity\":3,\"productId\":\"b\",\"country\":\"CH\""),
            Event("Paid", ",\"revenue\":7,\"price\":5,\"country\":\"Switzerland\",\"os_name\":\"iOS\"")
        );

        await server.PostTextAsync("/2/httpapi", Envelope(events));

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$pageview", "$autocapture", "revenue", "Bought", "Paid"]);
        var page = stored[0];
        (page.Property("url"), page.Property("title"), page.Property("utm_source"), page.Property("$referring_domain")).ShouldBe(
            ("https://shop.example/x?utm_source=ads", "Shop", "ads", "news.example")
        );
        (page.Property("$browser"), page.Property("$os"), page.SessionId, page.Property("$lib"), page.Property("$source_event")).ShouldBe(
            ("Chrome", "Windows", "1795217139683", "amplitude-ts/2.47.0", "[Amplitude] Page Viewed")
        );
        (stored[2].Property("revenue"), stored[2].Property("currency"), stored[2].Property("product_id")).ShouldBe(("19.5", "EUR", "a"));
        (stored[3].Property("revenue"), stored[3].Property("product_id"), stored[3].Property("$country")).ShouldBe(("15", "b", "CH"));
        (stored[4].Property("revenue"), stored[4].Property("country"), stored[4].Property("$os")).ShouldBe(("7", "Switzerland", "iOS"));
    }

    [Fact]
    public async Task A_server_s_user_agent_is_nobody_s()
    {
        await using var server = await FormatServer.StartAsync();
        var events =
            Event("node", ",\"library\":\"amplitude-node-ts/1.5.73\",\"ip\":\"$remote\"")
            + ","
            + Event("web", ",\"library\":\"amplitude-ts/2\",\"ip\":\"$remote\"");

        await server.PostTextAsync("/2/httpapi", Envelope(events), "text/plain", ("User-Agent", Chrome));

        server.Stored().Select(e => e.Property("$browser")).ShouldBe([null, "Chrome"]);
    }

    [Fact]
    public async Task The_forms_of_old_clients_are_taken()
    {
        await using var server = await FormatServer.StartAsync();
        string Form(string field, string json) => $"api_key=cwk_test&{field}=" + Uri.EscapeDataString(json);

        var events = await server.PostTextAsync(
            "/httpapi",
            Form("event", "[" + Event("a") + "," + Event("b") + "]"),
            "application/x-www-form-urlencoded"
        );
        await server.PostTextAsync("/amplitude/httpapi", Form("event", Event("c")), "application/x-www-form-urlencoded");
        await server.GetAsync("/httpapi?" + Form("event", Event("d")));
        await server.PostTextAsync("/identify", Form("identification", """[{"user_id":"ann","user_properties":{"plan":"pro"}}]"""));
        await server.PostTextAsync(
            "/groupidentify",
            Form("identification", """{"group_type":"company","group_value":"acme","group_properties":{"seats":5}}""")
        );
        var broken = await server.PostTextAsync("/httpapi", Form("event", "[{"));
        var missing = await server.PostTextAsync("/identify", "api_key=cwk_test&x=1");

        events.Text.ShouldBe("success");
        (broken.Status, missing.Status, missing.Json.GetProperty("missing_field").GetString()).ShouldBe((400, 400, "identification"));
        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["a", "b", "c", "d", "$identify", "$group"]);
        stored[4].SetProperty("plan").ShouldBe("pro");
        (stored[5].Property("$group_key"), stored[5].Property("$group_set")).ShouldBe(("acme", """{"seats":5}"""));
    }

    [Fact]
    public async Task Faulty_events_are_named_where_the_client_then_drops_only_those()
    {
        await using var server = await FormatServer.StartAsync();
        const string Nobody = "\"user_id\":\"\"";
        var faulty = Event("x", ",\"insert_id\":\"2\"", Nobody);

        var named = await server.PostTextAsync("/2/httpapi", Envelope(Event("a", ",\"insert_id\":\"1\"") + "," + faulty));
        var again = await server.PostTextAsync("/2/httpapi", Envelope(Event("a", ",\"insert_id\":\"1\"")));
        // Without an id the sound event would be stored twice.
        var passed = await server.PostTextAsync("/2/httpapi", Envelope(Event("b") + "," + faulty));

        (named.Status, named.Json.GetProperty("code").GetInt32()).ShouldBe((400, 400));
        named.Json.GetProperty("events_with_invalid_fields").GetProperty("user_id")[0].GetInt32().ShouldBe(1);
        again.Json.GetProperty("code").GetInt32().ShouldBe(200);
        (passed.Status, passed.Json.GetProperty("events_ingested").GetInt32()).ShouldBe((200, 1));
        server.Stored().Select(e => e.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Refusals_carry_the_code_in_the_body()
    {
        await using var server = await FormatServer.StartAsync(eventsPerSecond: 1);

        var wrong = await server.PostTextAsync("/2/httpapi", Envelope(Event("a")).Replace("cwk_test", "cwk_no", StringComparison.Ordinal));
        var empty = await server.PostTextAsync("/2/httpapi", "{\"api_key\":\"cwk_test\"}");
        var many = await server.PostTextAsync("/2/httpapi", Envelope(string.Join(',', Enumerable.Repeat(Event("a"), 2001))));
        await server.PostTextAsync("/2/httpapi", Envelope(Event("a")));
        var fast = await server.PostTextAsync("/2/httpapi", Envelope(Event("a") + "," + Event("b")));

        (wrong.Status, wrong.Json.GetProperty("code").GetInt32(), wrong.Json.GetProperty("error").GetString()).ShouldBe(
            (401, 401, "Invalid API key")
        );
        (empty.Status, empty.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "events"));
        (many.Status, many.Json.GetProperty("code").GetInt32()).ShouldBe((413, 413));
        (fast.Status, fast.Json.GetProperty("code").GetInt32(), fast.Headers["Retry-After"]).ShouldBe((503, 503, "1"));
    }

    [Fact]
    public async Task As_many_events_as_Amplitude_takes_may_each_be_of_another_person()
    {
        await using var server = await FormatServer.StartAsync();
        var events = Enumerable.Range(0, 2000).Select(i => Event("a", who: $"\"user_id\":\"u{i}\",\"device_id\":\"d{i}\""));

        var reply = await server.PostTextAsync("/batch", Envelope(string.Join(',', events)));

        reply.Json.GetProperty("events_ingested").GetInt32().ShouldBe(2000);
        server.Stored().Count.ShouldBe(4000);
    }

    [Fact]
    public async Task A_key_bound_to_pages_is_refused_in_words_that_stop_the_client()
    {
        await using var server = await FormatServer.StartAsync(bound: key =>
            key with
            {
                Origins = new Cairn.Events.AllowedOrigins(["http://shop.example"], allowNone: false),
            }
        );

        var foreign = await server.PostTextAsync("/2/httpapi", Envelope(Event("a")), "text/plain", ("Origin", "http://other.example"));

        foreign.Status.ShouldBe(403);
        foreign.Json.GetProperty("error").GetString().ShouldStartWith("Invalid API key");
        (await server.GetAsync("/config/cwk_test?config_group=browser")).Text.ShouldBe("""{"configs":{}}""");
    }
}
