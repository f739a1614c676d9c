using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Tests.Formats;
using Cairn.Ingest.Tests.Wire;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Mirror;

public sealed class MirrorTests
{
    private static readonly MirrorOptions _quick = Both.Quick;

    [Fact]
    public async Task The_same_bytes_arrive_and_the_vendors_key_stands_for_cairns()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(new MirrorTarget("posthog", false, vendor.Url, "phc_theirs", false, false));
        var body = Encoding.UTF8.GetBytes("""{ "api_key": "cwk_test",  "batch": [ {"event":"bought","distinct_id":"ann é"} ] }""");

        var reply = await both.Server.PostAsync(
            "/posthog/batch/?ver=1",
            body,
            "application/json",
            ("User-Agent", "posthog/3"),
            ("Cookie", "a=b")
        );

        reply.Status.ShouldBe(200);
        var arrived = await both.ArrivedAsync(vendor);
        arrived.Line.ShouldBe("POST /batch/?ver=1");
        Encoding.UTF8.GetString(arrived.Body).ShouldBe(Encoding.UTF8.GetString(body).Replace("cwk_test", "phc_theirs"));
        (arrived.Header("Content-Type"), arrived.Header("User-Agent")).ShouldBe(("application/json", "posthog/3"));
        (arrived.Header("Cookie"), arrived.Header("X-Forwarded-For")).ShouldBe((null, null));
    }

    [Fact]
    public async Task A_key_is_replaced_in_packed_bodies_in_base64_and_in_headers()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(new MirrorTarget(null, false, vendor.Url, "theirs", false, true));
        var json = """{"api_key":"cwk_test","event":"a","distinct_id":"ann"}""";

        await both.Server.PostAsync("/e/?compression=gzip-js", Gzip(json), "text/plain");
        var gzip = await both.ArrivedAsync(vendor);
        Gunzip(gzip.Body).ShouldBe(json.Replace("cwk_test", "theirs"));
        gzip.Header("X-Forwarded-For").ShouldBe("127.0.0.1");

        var packed = Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)));
        await both.Server.PostTextAsync("/e/?compression=base64", $"data={packed}", "application/x-www-form-urlencoded");
        var form = Uri.UnescapeDataString(Encoding.UTF8.GetString((await both.ArrivedAsync(vendor, 2)).Body)["data=".Length..]);
        Encoding.UTF8.GetString(Convert.FromBase64String(form)).ShouldBe(json.Replace("cwk_test", "theirs"));

        var basic = Convert.ToBase64String("cwk_test:"u8);
        await both.Server.PostAsync("/v1/track", new { userId = "ann", @event = "a" }, ("Authorization", "Basic " + basic));
        (await both.ArrivedAsync(vendor, 3)).Header("Authorization").ShouldBe("Basic " + Convert.ToBase64String("theirs:"u8));
        vendor.Arrived.ShouldAllBe(a => !Encoding.UTF8.GetString(a.Body).Contains("cwk_test"));
    }

    [Fact]
    public async Task A_site_is_named_as_the_vendor_knows_it_and_the_browser_is_told()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(
            new MirrorTarget("plausible", false, new Uri(vendor.Url, "/proxy"), "old.example", false, false)
        );

        await both.Server.PostAsync(
            "/api/event",
            new
            {
                n = "pageview",
                u = "https://shop.example/",
                d = FormatServer.Site,
            },
            ("User-Agent", "Firefox")
        );

        var arrived = await both.ArrivedAsync(vendor);
        (arrived.Line, arrived.Header("User-Agent")).ShouldBe(("POST /proxy/api/event", "Firefox"));
        Encoding.UTF8.GetString(arrived.Body).ShouldBe("""{"n":"pageview","u":"https://shop.example/","d":"old.example"}""");
    }

    [Fact]
    public async Task What_the_project_redacts_the_vendor_does_not_get()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(new MirrorTarget(null, false, vendor.Url, "theirs", true, false));
        var item = new
        {
            @event = "a",
            distinct_id = "ann@example.com",
            properties = new
            {
                note = "write to ann@example.com",
                card = 4111111111111111,
                password = "hunter2",
                n = 7,
            },
        };

        await both.Server.PostAsync(
            "/e/?compression=gzip-js",
            Gzip(JsonSerializer.Serialize(new { api_key = Door.Key, batch = new[] { item } })),
            "text/plain"
        );

        var arrived = await both.ArrivedAsync(vendor);
        (arrived.Line, arrived.Header("Content-Type")).ShouldBe(("POST /e/", "application/json"));
        using var json = JsonDocument.Parse(arrived.Body);
        json.RootElement.GetProperty("api_key").GetString().ShouldBe("theirs");
        var sent = json.RootElement.GetProperty("batch")[0];
        sent.GetProperty("distinct_id").GetString()!.ShouldNotContain("ann");
        sent.GetProperty("distinct_id").GetString()!.ShouldNotBe("[email]");
        sent.GetProperty("properties").GetProperty("note").GetString().ShouldBe("write to [email]");
        sent.GetProperty("properties").GetProperty("n").GetInt32().ShouldBe(7);
        Encoding.UTF8.GetString(arrived.Body).ShouldNotContain("4111111111111111");
        Encoding.UTF8.GetString(arrived.Body).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_vendor_that_is_busy_is_asked_again_and_a_refusal_is_counted()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(new MirrorTarget(null, false, vendor.Url, "theirs", false, false));
        vendor.AnswerNext(503, 429, 200);

        await both.SendAsync();
        await Eventually.TrueAsync(() => both.Counts.Sent == 1);
        vendor.Arrived.Count.ShouldBe(3);

        vendor.AnswerNext(401);
        await both.SendAsync();
        await Eventually.TrueAsync(() => both.Counts.Failed == 1);
        both.Counts.LastFailure.ShouldBe("The vendor answered 401.");
        vendor.Arrived.Count.ShouldBe(4);
    }

    [Fact]
    public async Task While_the_vendor_hangs_clients_are_answered_and_what_has_no_room_is_dropped_and_counted()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        vendor.Hangs = true;
        await using var both = await Both.StartAsync(
            new MirrorTarget(null, false, vendor.Url, "theirs", false, false),
            _quick with
            {
                MostRequests = 3,
                Parallel = 1,
                DrainTime = TimeSpan.Zero,
            }
        );

        await both.SendAsync();
        await Eventually.TrueAsync(() => vendor.Arrived.Count == 1);
        for (var i = 0; i < 5; i++)
            await both.SendAsync();

        both.Server.Stored().Count.ShouldBe(6);
        (both.Counts.Waiting, both.Counts.Dropped, both.Counts.Sent).ShouldBe((3, 2, 0));
        both.Mirrors.Forget(Given.Project);
        (both.Counts.Waiting, both.Counts.Dropped).ShouldBe((0, 5));
    }

    [Fact]
    public async Task A_refused_request_another_format_and_a_mirrored_one_go_nowhere()
    {
        await using var vendor = await VendorStandIn.StartAsync();
        await using var both = await Both.StartAsync(new MirrorTarget("segment", false, vendor.Url, "theirs", false, false));

        (
            await both.Server.PostAsync(
                "/v1/track",
                new
                {
                    userId = "ann",
                    @event = "a",
                    writeKey = "cwk_wrong",
                }
            )
        ).Status.ShouldBe(401);
        await both.SendAsync();
        var mine = new
        {
            userId = "ann",
            @event = "a",
            writeKey = Door.Key,
        };
        await both.Server.PostAsync("/v1/track", mine, ("X-Cairn-Mirror", "1"));
        await both.Server.PostAsync("/segment/v1/track", mine);

        (await both.ArrivedAsync(vendor)).Line.ShouldBe("POST /v1/track");
        both.Counts.ShouldBe(new MirrorCounts(1, 0, 0, 0, null, null));
    }

    [Theory]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("64:ff9b::a9fe:a9fe", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("100.100.100.200", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("10.1.2.3", false, true)]
    [InlineData("10.1.2.3", true, false)]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("93.184.216.34", false, true)]
    public void Metadata_and_link_local_addresses_are_refused(string address, bool isPlain, bool may) =>
        VendorAddress.MayReach(System.Net.IPAddress.Parse(address), isPlain).ShouldBe(may);

    private static byte[] Gzip(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }

    private static string Gunzip(byte[] bytes)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
