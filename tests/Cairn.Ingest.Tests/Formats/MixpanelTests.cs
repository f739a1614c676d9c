using System.Text;
using System.Text.Json;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class MixpanelTests
{
    private const string Token = "\"token\":\"cwk_test\"";

    private static string Event(string name, string more = "") =>
        "{\"event\":\"" + name + "\",\"properties\":{" + Token + ",\"distinct_id\":\"ann\"" + more + "}}";

    private static string Base64(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("/track", "1")]
    [InlineData("/track/?verbose=0&ip=0", "1")]
    [InlineData("/track?verbose=1", """{"status":1,"error":null}""")]
    [InlineData("/mixpanel/track/", "1")]
    [InlineData("/import", """{"code":200,"num_records_imported":1,"status":"OK"}""")]
    [InlineData("/import?verbose=0", "1")]
    [InlineData("/mixpanel/import/?verbose=1", """{"status":1,"error":null}""")]
    public async Task Every_transport_is_answered_to_the_byte(string path, string answer)
    {
        await using var server = await FormatServer.StartAsync();
        var json = Event("é+ü ✓ >>>???", ",\"note\":\"ÿ>>>???+~\"");
        var question = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

        FormatReply[] replies =
        [
            await server.GetAsync($"{path}{question}data={Uri.EscapeDataString(Base64(json))}"),
            await server.PostTextAsync(path, "data=" + Base64(json), "application/x-www-form-urlencoded"), // the pluses as they are
            await server.PostTextAsync(path, "data=" + Uri.EscapeDataString(Base64(json))),
            await server.PostTextAsync(path, "data=" + Uri.EscapeDataString(json), "application/x-www-form-urlencoded"),
            await server.PostTextAsync(path, json, "application/json"),
            await server.PostAsync(path, PostHogTests.Gzip(Encoding.UTF8.GetBytes($"[{json}]")), "application/json"),
        ];

        replies.ShouldAllBe(r => r.Status == 200 && r.Text == answer);
        server.Stored().Count.ShouldBe(6); // without $insert_id nothing tells that it is the same
        server.Stored().ShouldAllBe(e => e.Name == "é+ü ✓ >>>???" && e.Property("note") == "ÿ>>>???+~" && e.Property("token") == null);
    }

    [Fact]
    public async Task An_event_is_the_same_when_name_person_time_and_insert_id_are()
    {
        await using var server = await FormatServer.StartAsync();
        string One(string name = "a", string time = "1790000000", string id = "i1") =>
            Event(name, $",\"time\":{time},\"$insert_id\":\"{id}\"");

        foreach (var json in new[] { One(), One(), One("b"), One(time: "1790000001"), One(id: "i2"), One() })
            (await server.PostTextAsync("/track", json)).Text.ShouldBe("1");

        server.Stored().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Times_are_seconds_or_milliseconds_and_a_browser_s_clock_is_corrected()
    {
        await using var server = await FormatServer.StartAsync();
        var now = server.Time.GetUtcNow();
        var wrong = now.AddHours(3).ToUnixTimeMilliseconds();
        var path = $"/track?_={wrong}";

        await server.PostTextAsync(path, Event("web", $",\"mp_lib\":\"web\",\"time\":{(wrong - 20_000) / 1000.0:R}"));
        await server.PostTextAsync("/track", Event("seconds", $",\"time\":{now.ToUnixTimeSeconds() - 20}"));
        await server.PostTextAsync("/track", Event("milliseconds", $",\"time\":{now.ToUnixTimeMilliseconds() - 20_000}"));
        await server.PostTextAsync("/track", Event("none"));

        server
            .Stored()
            .Select(e => (e.Name, Math.Round((e.Timestamp - now).TotalSeconds)))
            .ShouldBe([("web", -20), ("seconds", -20), ("milliseconds", -20), ("none", 0)]);
    }

    [Fact]
    public async Task Two_ids_in_one_event_are_one_person_s_and_that_is_said_once()
    {
        await using var server = await FormatServer.StartAsync();
        const string Both = ",\"$device_id\":\"d1\",\"$user_id\":\"ann\"";
        var batch = $"[{Event("a", Both)},{Event("b", Both)}]";

        await server.PostTextAsync("/track", batch);
        await server.PostTextAsync("/track", batch);
        await server.PostTextAsync("/track", Event("$identify", Both + ",\"$anon_distinct_id\":\"$device:d1\",\"$insert_id\":\"i\""));
        await server.PostTextAsync("/track", "{\"event\":\"c\",\"properties\":{" + Token + ",\"$device_id\":\"d1\"}}");
        await server.PostTextAsync("/track", Event("d", Both + ",\"mp_lib\":\"web\",\"$lib_version\":\"2.45.0\""));

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$identify", "a", "b", "a", "b", "c", "$identify", "d"]);
        (stored[0].DistinctId, stored[0].Property("$anon_distinct_id")).ShouldBe(("ann", "$device:d1"));
        stored[5].DistinctId.ShouldBe("$device:d1");
        stored[6].Property("$anon_distinct_id").ShouldBe("d1"); // libraries before 2.46 wrote the bare id
    }

    [Fact]
    public async Task Names_pages_groups_and_money_take_their_places()
    {
        await using var server = await FormatServer.StartAsync();
        var events = string.Join(
            ',',
            Event(
                "$mp_web_page_view",
                ",\"current_page_title\":\"Shop\",\"current_domain\":\"shop.example\",\"current_url_path\":\"/x\",\"current_url_search\":\"?utm_source=ads\""
            ),
            Event("$mp_click", ",\"$current_url\":\"https://shop.example/y\""),
            Event("$create_alias", ",\"alias\":\"annie\""),
            Event("Ordered", ",\"company\":[\"acme\"],\"tags\":[\"a\"],\"amount\":19.5,\"mp_country_code\":\"CH\",\"ip\":\"1.2.3.4\"")
        );

        (await server.PostTextAsync("/track", $"[{events}]")).Text.ShouldBe("1");

        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$pageview", "$autocapture", "$alias", "Ordered"]);
        (
            stored[0].Property("url"),
            stored[0].Property("title"),
            stored[0].Property("utm_source"),
            stored[0].Property("$source_event")
        ).ShouldBe(("https://shop.example/x?utm_source=ads", "Shop", "ads", "$mp_web_page_view"));
        stored[1].Property("$pathname").ShouldBe("/y");
        (stored[2].DistinctId, stored[2].Property("alias")).ShouldBe(("ann", "annie"));
        var group = stored[3].Groups.ShouldHaveSingleItem();
        (group.Type, group.Key, stored[3].Property("company"), stored[3].Property("tags")).ShouldBe(
            ("company", "acme", """["acme"]""", """["a"]""")
        );
        (stored[3].Property("revenue"), stored[3].Property("$country"), stored[3].Property("ip"), stored[3].Property("$ip")).ShouldBe(
            ("19.5", "CH", null, null)
        );
    }

    [Fact]
    public async Task Only_a_browser_s_request_tells_of_the_visitor()
    {
        await using var server = await FormatServer.StartAsync();
        (string, string) agent = ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0 Safari/537.36");

        await server.PostTextAsync("/track?ip=1", Event("web", ",\"mp_lib\":\"web\""), "text/plain", agent);
        await server.PostTextAsync("/track?ip=1", Event("node", ",\"mp_lib\":\"node\""), "text/plain", agent);
        await server.PostTextAsync("/import?ip=1", Event("import", ",\"mp_lib\":\"web\""), "text/plain", agent);

        server.Stored().Select(e => e.Property("$browser")).ShouldBe(["Chrome", null, null]);
    }

    [Theory]
    [InlineData("/engage")]
    [InlineData("/engage/?verbose=0")]
    [InlineData("/mixpanel/engage")]
    [InlineData("/posthog/engage/")]
    public async Task Persons_are_told_of_by_operations(string path)
    {
        await using var server = await FormatServer.StartAsync();
        const string Who = "\"$token\":\"cwk_test\",\"$distinct_id\":\"ann\"";
        var operations = """
            [{WHO,"$set":{"plan":"pro"},"$time":1790000000},
             {WHO,"$set_once":{"source":"ads"},"$ip":"1.2.3.4"},
             {WHO,"$unset":["city"]},
             {WHO,"$add":{"visits":3},"$union":{"tags":["a"]}},
             {WHO,"$append":{"$transactions":{"$amount":19.5,"$time":"2026-01-02T03:04:05","sku":"x"}}}]
            """.Replace("WHO", Who, StringComparison.Ordinal);

        (await server.PostTextAsync(path, "data=" + Uri.EscapeDataString(operations))).Text.ShouldBe("1");

        var stored = server.Stored();
        stored.Select(e => $"{e.Name} {e.DistinctId}").ShouldBe(["$set ann", "$set ann", "$set ann", "$set ann", "revenue ann"]);
        (stored[0].SetProperty("plan"), stored[0].Timestamp.ToUnixTimeSeconds()).ShouldBe(("pro", 1790000000L));
        (stored[1].SetOnceProperty("source"), stored[1].Property("$ip")).ShouldBe(("ads", null));
        stored[2].SetProperty("city").ShouldBe("null"); // taken away
        (stored[3].SetProperty("visits"), stored[3].SetProperty("tags")).ShouldBe(("""{"$add":3}""", """{"$union":["a"]}"""));
        (stored[4].Property("revenue"), stored[4].Property("sku"), stored[4].TimeText(), stored[4].Property("$source_event")).ShouldBe(
            ("19.5", "x", "2026-01-02T03:04:05.000Z", "$transactions")
        );
    }

    [Fact]
    public async Task Groups_are_told_of_by_operations_too()
    {
        await using var server = await FormatServer.StartAsync();
        var operation = """{"$token":"cwk_test","$group_key":"company","$group_id":"acme","$set":{"seats":5},"$unset":["city"]}""";

        (await server.PostTextAsync("/groups/?verbose=1", operation)).Text.ShouldBe("""{"status":1,"error":null}""");
        (await server.GetAsync("/mixpanel/groups?data=" + Uri.EscapeDataString(Base64(operation)))).Text.ShouldBe("1");

        var stored = server.Stored();
        stored.Count.ShouldBe(2);
        (stored[0].Name, stored[0].DistinctId, stored[0].Property("$group_type"), stored[0].Property("$group_key")).ShouldBe(
            ("$group", "$company_acme", "company", "acme")
        );
        (stored[0].Property("$group_set"), stored[0].Property("$group_operations")).ShouldBe(
            ("""{"seats":5}""", """{"$unset":["city"]}""")
        );
    }

    [Fact]
    public async Task At_track_an_old_PostHog_client_is_heard_as_well()
    {
        await using var server = await FormatServer.StartAsync();
        var body = new
        {
            api_key = Door.Key,
            @event = "a",
            properties = new { distinct_id = "ann" },
        };

        (await server.PostAsync("/track/", body)).Text.ShouldBe("""{"status":"Ok"}""");
        (await server.PostAsync("/posthog/track/", body)).Text.ShouldBe("""{"status":"Ok"}""");
        (await server.PostTextAsync("/track/", Event("b"))).Text.ShouldBe("1");

        server.Stored().Select(e => e.Name).ShouldBe(["a", "a", "b"]);
    }

    [Fact]
    public async Task An_import_is_let_in_by_basic_authentication_and_hears_of_each_fault()
    {
        await using var server = await FormatServer.StartAsync();
        (string, string) basic = ("Authorization", "Basic " + Base64("cwk_test:"));
        var lines =
            "{\"event\":\"a\",\"properties\":{\"distinct_id\":\"ann\"}}\n{\"event\":\"b\",\"properties\":{\"$insert_id\":\"i2\"}}\n";

        var lax = await server.PostTextAsync("/import", lines, "application/x-ndjson", basic);
        var strict = await server.PostTextAsync("/import?strict=1&project_id=7", lines, "application/x-ndjson", basic);

        lax.Text.ShouldBe("""{"code":200,"num_records_imported":1,"status":"OK"}""");
        (strict.Status, strict.Json.GetProperty("num_records_imported").GetInt32()).ShouldBe((400, 1));
        var failed = strict.Json.GetProperty("failed_records")[0];
        (failed.GetProperty("index").GetInt32(), failed.GetProperty("insert_id").GetString()).ShouldBe((1, "i2"));
    }

    [Fact]
    public async Task Refusals_say_what_is_wrong()
    {
        await using var server = await FormatServer.StartAsync(eventsPerSecond: 1);

        var wrong = await server.PostTextAsync("/track?verbose=1", Event("a").Replace("cwk_test", "cwk_no", StringComparison.Ordinal));
        var nobody = await server.PostTextAsync("/track", Event("a").Replace("\"ann\"", "\"\"", StringComparison.Ordinal));
        var nobodyVerbose = await server.PostTextAsync("/track?verbose=1", Event("").Replace("\"ann\"", "\"\"", StringComparison.Ordinal));
        var broken = await server.PostTextAsync("/track", "data=%%%");
        var empty = await server.PostTextAsync("/track", "");
        await server.PostTextAsync("/track", Event("a"));
        var fast = await server.PostTextAsync("/track", $"[{Event("a")},{Event("b")}]");

        (wrong.Status, wrong.Json.GetProperty("status").GetInt32(), wrong.Json.GetProperty("error").GetString()).ShouldBe(
            (401, 0, "Invalid API key")
        );
        (nobody.Status, nobody.Text).ShouldBe((200, "0"));
        (nobodyVerbose.Json.GetProperty("status").GetInt32(), nobodyVerbose.Json.GetProperty("error").ValueKind).ShouldBe(
            (0, JsonValueKind.String)
        );
        (broken.Status, empty.Status).ShouldBe((400, 400));
        (fast.Status, fast.Headers["Retry-After"]).ShouldBe((503, "1"));
    }

    [Fact]
    public async Task Questions_at_the_start_are_answered()
    {
        await using var server = await FormatServer.StartAsync();

        (await server.GetAsync("/flags/?context=%7B%7D&token=x")).Text.ShouldBe("""{"flags":{}}""");
        (await server.GetAsync("/mixpanel/decide/?token=x")).Status.ShouldBe(200);
        (await server.PostAsync("/record/?format=gzip", PostHogTests.Gzip([1, 2, 3]), "application/octet-stream")).Text.ShouldBe(
            """{"code":200,"status":"OK"}"""
        );
        (await server.PostAsync("/flags/?v=2", new { token = "x" })).Json.TryGetProperty("requestId", out _).ShouldBeTrue(); // PostHog's
    }
}
