using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class PostHogTests
{
    private const string Uuid = "018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f";

    private static object Event(string name, object? properties = null, string id = Uuid) =>
        new
        {
            uuid = id,
            @event = name,
            distinct_id = "ann",
            properties = properties ?? new { },
        };

    [Theory]
    [InlineData("/batch/")]
    [InlineData("/batch")]
    [InlineData("/e/?ip=1")]
    [InlineData("/i/v0/e/")]
    [InlineData("/capture/")]
    [InlineData("/i/v0/ai/batch/")]
    [InlineData("/posthog/batch/")]
    [InlineData("/posthog/e/")]
    public async Task An_envelope_is_taken_at_every_path(string path)
    {
        await using var server = await FormatServer.StartAsync();

        var reply = await server.PostAsync(path, new { api_key = Door.Key, batch = new[] { Event("bought", new { amount = 9.90 }) } });

        reply.Status.ShouldBe(200);
        reply.Text.ShouldBe("""{"status":"Ok"}""");
        var stored = server.Stored().ShouldHaveSingleItem();
        (stored.Id.ToString(), stored.Name, stored.DistinctId).ShouldBe((Uuid, "bought", "ann"));
        stored.Property("amount").ShouldBe("9.9");
    }

    [Fact]
    public async Task A_bare_event_and_an_array_carry_the_key_in_their_properties()
    {
        await using var server = await FormatServer.StartAsync();
        var one = new { @event = "a", properties = new { token = Door.Key, distinct_id = "ann" } };

        (await server.PostAsync("/e/", one)).Status.ShouldBe(200);
        (await server.PostAsync("/e/", new[] { one, one })).Status.ShouldBe(200);

        server.Stored().Count.ShouldBe(3);
        server.Stored().ShouldAllBe(e => e.DistinctId == "ann" && e.Property("token") == null && e.Property("distinct_id") == null);
    }

    [Fact]
    public async Task The_body_is_told_by_its_bytes_whatever_the_headers_say()
    {
        await using var server = await FormatServer.StartAsync();
        byte[] Json(int n) =>
            JsonSerializer.SerializeToUtf8Bytes(
                new { api_key = Door.Key, batch = new[] { Event("é+ü ✓", id: Uuid[..^1] + n) } },
                new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            );
        var base64 = (byte[] bytes) => Convert.ToBase64String(bytes);

        (await server.PostAsync("/e/", Gzip(Json(0)), "text/plain")).Status.ShouldBe(200);
        (await server.PostAsync("/e/?compression=gzip-js", Gzip(Json(1)), "text/plain")).Status.ShouldBe(200);
        (await server.PostAsync("/e/", Gzip(Json(2)), "application/x-www-form-urlencoded", ("Content-Encoding", "gzip"))).Status.ShouldBe(
            200
        );
        (await server.PostAsync("/e/", Json(3), "text/plain", ("Content-Encoding", "gzip"))).Status.ShouldBe(200);
        (await server.PostTextAsync("/e/?compression=base64", "data=" + Uri.EscapeDataString(base64(Json(4))))).Status.ShouldBe(200);
        (await server.PostTextAsync("/e/", "data=" + base64(Json(5)), "application/x-www-form-urlencoded")).Status.ShouldBe(200);
        (await server.PostTextAsync("/e/", "data=" + Uri.EscapeDataString(Encoding.UTF8.GetString(Json(6))))).Status.ShouldBe(200);
        (await server.PostTextAsync("/e/", base64(Json(7)))).Status.ShouldBe(200);
        (await server.GetAsync("/e/?data=" + Uri.EscapeDataString(base64(Json(8))))).Status.ShouldBe(200);
        (await server.GetAsync("/e/?data=" + base64(Json(9)))).Status.ShouldBe(200);

        server.Stored().Count.ShouldBe(10);
        server.Stored().ShouldAllBe(e => e.Name == "é+ü ✓");
    }

    [Fact]
    public async Task What_is_sent_again_is_stored_once()
    {
        await using var server = await FormatServer.StartAsync();
        var withUuid = new { api_key = Door.Key, batch = new[] { Event("a") } };
        object Inserted(string person) =>
            new
            {
                api_key = Door.Key,
                @event = "b",
                properties = new
                {
                    distinct_id = person,
                    __insert_id = 0,
                    insert = 1,
                },
            };
        var inserted = JsonSerializer
            .Serialize(Inserted("ann"))
            .Replace("__insert_id\":0", "$insert_id\":\"0123456789abcdef\"", StringComparison.Ordinal);

        for (var i = 0; i < 2; i++)
        {
            (await server.PostAsync("/batch/", withUuid)).Status.ShouldBe(200);
            (await server.PostTextAsync("/e/", inserted)).Status.ShouldBe(200);
        }

        (await server.PostTextAsync("/e/", inserted.Replace("ann", "bob", StringComparison.Ordinal))).Status.ShouldBe(200);
        server.Stored().Select(e => $"{e.Name} {e.DistinctId}").ShouldBe(["a ann", "b ann", "b bob"]);
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_by_the_time_of_sending_and_by_the_offset()
    {
        await using var server = await FormatServer.StartAsync();
        var now = server.Time.GetUtcNow();
        var wrong = now.AddHours(3);
        object At(string name, object fields) => fields;

        await server.PostAsync(
            "/batch/",
            new
            {
                api_key = Door.Key,
                sent_at = wrong,
                batch = new object[]
                {
                    At(
                        "",
                        new
                        {
                            @event = "sent",
                            distinct_id = "a",
                            timestamp = wrong.AddSeconds(-20),
                        }
                    ),
                },
            }
        );
        await server.PostAsync(
            $"/e/?_={wrong.ToUnixTimeMilliseconds()}",
            new
            {
                @event = "query",
                properties = new { token = Door.Key, distinct_id = "a" },
                timestamp = wrong.AddSeconds(-20),
            }
        );
        await server.PostAsync(
            $"/e/?_={wrong.ToUnixTimeMilliseconds()}",
            new
            {
                @event = "offset",
                properties = new { token = Door.Key, distinct_id = "a" },
                offset = 20_000,
            }
        );
        await server.PostAsync(
            "/e/",
            new
            {
                @event = "future",
                properties = new { token = Door.Key, distinct_id = "a" },
                timestamp = now.AddMinutes(6),
            }
        );

        server
            .Stored()
            .Select(e => (e.Name, Math.Round((e.Timestamp - now).TotalSeconds)))
            .ShouldBe([("sent", -20), ("query", -20), ("offset", -20), ("future", 0)]);
        server.Stored()[3].Property("$client_timestamp").ShouldNotBeNull();
    }

    [Fact]
    public async Task Identities_groups_and_person_properties_take_their_places()
    {
        await using var server = await FormatServer.StartAsync();
        var batch = """
            [{"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e01","event":"$identify","properties":{"distinct_id":"ann","$anon_distinct_id":"anon-1","$session_id":"s1"},"$set":{"plan":"pro"},"$set_once":{"first":"x"}},
             {"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e02","event":"$create_alias","distinct_id":"ann","properties":{"distinct_id":"ann","alias":"annie"}},
             {"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e03","event":"$groupidentify","distinct_id":"$company_acme","properties":{"$group_type":"company","$group_key":"acme","$group_set":{"seats":5}}},
             {"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e04","event":"used","distinct_id":"ann","properties":{"$groups":{"company":"acme"},"$set":{"plan":"max"},"$unset":["city"],"utm_source":null,"$lib":"posthog-node","$is_server":true}},
             {"event":"$snapshot","properties":{"distinct_id":"ann"}}]
            """;

        var reply = await server.PostTextAsync(
            "/batch/",
            "{\"api_key\":\"" + Door.Key + "\",\"batch\":" + batch + "}",
            "application/json",
            ("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0")
        );

        reply.Status.ShouldBe(200);
        var stored = server.Stored();
        stored.Select(e => e.Name).ShouldBe(["$identify", "$alias", "$group", "used"]);
        (stored[0].DistinctId, stored[0].SessionId, stored[0].Property("$anon_distinct_id")).ShouldBe(("ann", "s1", "anon-1"));
        (stored[0].SetProperty("plan"), stored[0].SetOnceProperty("first")).ShouldBe(("pro", "x"));
        (stored[1].DistinctId, stored[1].Property("alias"), stored[1].Property("$source_event")).ShouldBe(
            ("ann", "annie", "$create_alias")
        );
        (stored[2].Property("$group_type"), stored[2].Property("$group_key"), stored[2].Property("$group_set")).ShouldBe(
            ("company", "acme", """{"seats":5}""")
        );
        stored[3].Groups.ShouldHaveSingleItem().Key.ShouldBe("acme");
        stored[3].SetProperty("plan").ShouldBe("max");
        stored[3].SetProperty("city").ShouldBe("null"); // taken away
        stored[3].Property("$browser").ShouldBeNull(); // a server's library: its user agent is nobody's
        stored[3].Property("utm_source").ShouldBeNull();
    }

    [Fact]
    public async Task Version_1_hears_of_each_event()
    {
        await using var server = await FormatServer.StartAsync();
        var body = new
        {
            created_at = server.Time.GetUtcNow(),
            batch = new object[]
            {
                Event("a"),
                new
                {
                    @event = "",
                    uuid = Uuid[..^1] + "0",
                    distinct_id = "ann",
                    properties = new { },
                },
            },
        };

        var reply = await server.PostAsync("/i/v1/analytics/events", body, ("Authorization", "Bearer " + Door.Key));

        reply.Status.ShouldBe(200);
        reply.Json.GetProperty("results").GetProperty(Uuid).GetProperty("result").GetString().ShouldBe("ok");
        reply.Json.GetProperty("results").GetProperty(Uuid[..^1] + "0").GetProperty("result").GetString().ShouldBe("drop");
    }

    [Fact]
    public async Task Refusals_are_told_in_a_way_every_client_understands()
    {
        await using var server = await FormatServer.StartAsync(eventsPerSecond: 1);

        var wrong = await server.PostAsync("/batch/", new { api_key = "cwk_no", batch = new[] { Event("a") } });
        var empty = await server.PostAsync("/e/", new { });
        var broken = await server.PostTextAsync("/e/", "{\"event\":");
        var many = await server.PostAsync("/batch/", new { api_key = Door.Key, batch = Enumerable.Range(0, 2001).Select(_ => Event("a")) });
        await server.PostAsync("/batch/", new { api_key = Door.Key, batch = new[] { Event("a") } });
        var fast = await server.PostAsync("/batch/", new { api_key = Door.Key, batch = new[] { Event("a"), Event("b") } });

        (wrong.Status, wrong.Json.GetProperty("code").GetInt32(), wrong.Json.GetProperty("error").GetString()).ShouldBe(
            (401, 401, "Invalid API key")
        );
        (empty.Status, empty.Json.GetProperty("missing_field").GetString()).ShouldBe((400, "batch"));
        broken.Status.ShouldBe(400);
        (many.Status, many.Json.GetProperty("error").GetString()).ShouldBe((413, "Payload too large"));
        // 429 would make posthog-js drop the events.
        (fast.Status, fast.Headers["Retry-After"]).ShouldBe((503, "1"));
        server.Stored().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Browsers_of_any_origin_may_send_with_credentials()
    {
        await using var server = await FormatServer.StartAsync();

        var preflight = await server.PreflightAsync(
            "/e/",
            ("Origin", "http://shop.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,traceparent")
        );
        var refused = await server.PostAsync("/e/", new { }, ("Origin", "http://shop.example"));

        preflight.Status.ShouldBe(204);
        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe("http://shop.example");
        preflight.Headers["Access-Control-Allow-Credentials"].ShouldBe("true");
        preflight.Headers["Access-Control-Allow-Headers"].ShouldBe("content-type,traceparent");
        refused.Headers["Access-Control-Allow-Origin"].ShouldBe("http://shop.example");
        refused.Headers["Access-Control-Expose-Headers"].ShouldContain("Retry-After");
    }

    [Fact]
    public async Task A_key_bound_to_origins_and_names_is_so_here_too()
    {
        await using var server = await FormatServer.StartAsync(bound: key =>
            key with
            {
                Origins = new Cairn.Events.AllowedOrigins(["http://shop.example"], allowNone: false),
                Events = new Cairn.Events.AllowedEvents(["seen"]),
            }
        );
        var body = new { api_key = Door.Key, batch = new[] { Event("seen"), Event("bought", id: Uuid[..^1] + "0") } };

        var foreign = await server.PostAsync("/batch/", body, ("Origin", "http://other.example"));
        var own = await server.PostAsync("/batch/", body, ("Origin", "http://shop.example"));

        (foreign.Status, foreign.Headers.ContainsKey("Access-Control-Allow-Origin")).ShouldBe((403, false));
        own.Status.ShouldBe(200);
        server.Stored().ShouldHaveSingleItem().Name.ShouldBe("seen");
    }

    [Fact]
    public async Task Clients_hear_that_there_are_no_flags_and_how_to_pack()
    {
        await using var server = await FormatServer.StartAsync();

        (await server.PostAsync("/flags/?v=2", new { token = Door.Key })).Json.GetProperty("flags").EnumerateObject().ShouldBeEmpty();
        (await server.PostAsync("/decide/?v=3", new { token = Door.Key }))
            .Json.GetProperty("supportedCompression")[0]
            .GetString()
            .ShouldBe("gzip");
        (await server.GetAsync("/flags/definitions?token=x")).Json.GetProperty("flags").GetArrayLength().ShouldBe(0);
        (await server.GetAsync("/array/x/config")).Json.GetProperty("hasFeatureFlags").GetBoolean().ShouldBeFalse();
        var script = await server.GetAsync("/array/x%22%3Cb%3E/config.js");
        script.Type.ShouldBe("application/javascript");
        script.Text.ShouldContain("""_POSTHOG_REMOTE_CONFIG["x\u0022\u003Cb\u003E"]""");
    }

    [Fact]
    public async Task What_a_page_sets_once_is_not_lost_beside_the_campaign_of_the_first_visit()
    {
        await using var server = await FormatServer.StartAsync();
        var sent = new Dictionary<string, object>
        {
            ["event"] = "$set",
            ["distinct_id"] = "ann",
            ["properties"] = new Dictionary<string, object> { ["$set"] = new { plan = "pro" }, ["$set_once"] = new { source = "ads" } },
            ["$set_once"] = new Dictionary<string, object> { ["$initial_utm_source"] = "news" },
        };

        await server.PostAsync("/e/", new { api_key = Door.Key, batch = new[] { sent } });

        var stored = server.Stored().ShouldHaveSingleItem();
        stored.SetProperty("plan").ShouldBe("pro");
        stored.SetOnceProperty("source").ShouldBe("ads");
        stored.SetOnceProperty("$initial_utm_source").ShouldBe("news");
    }

    [Fact]
    public async Task Clicks_are_not_lost_for_want_of_a_word_in_the_configuration()
    {
        await using var server = await FormatServer.StartAsync();

        var decisions = (await server.PostAsync("/decide/?v=3", new { token = Door.Key })).Json;

        (await server.GetAsync("/array/x/config")).Json.GetProperty("autocapture_opt_out").GetBoolean().ShouldBeFalse();
        decisions.GetProperty("autocapture_opt_out").GetBoolean().ShouldBeFalse();
        decisions.GetProperty("config").GetProperty("enable_collect_everything").GetBoolean().ShouldBeTrue();
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return output.ToArray();
    }
}
