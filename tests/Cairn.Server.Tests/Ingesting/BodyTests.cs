using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>Every form a body may have, sent over HTTP and read back from the event list.</summary>
public sealed class BodyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string One = """{"event":"first","distinct_id":"u"}""";
    private const string Two = """{"event":"second","distinct_id":"u"}""";

    private readonly TestServer _server = shared.Server;

    [Theory]
    [InlineData("application/json", One, "first")]
    [InlineData("text/plain", One, "first")]
    [InlineData("application/json", "[" + One + "," + Two + "]", "first second")]
    [InlineData("application/json", "{\"events\":[" + One + "," + Two + "]}", "first second")]
    [InlineData("application/x-ndjson", One + "\n" + Two + "\n", "first second")]
    public async Task Every_form_of_a_body_is_stored(string type, string body, string names)
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        var answer = await SendAsync(project, Encoding.UTF8.GetBytes(body), ("Content-Type", type));

        answer.Text.ShouldBe($$"""{"accepted":{{names.Split(' ').Length}},"duplicates":0,"rejected":[]}""");
        (await NamesAsync(project)).ShouldBe(names.Split(' '));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task Every_encoding_of_a_body_is_stored(string encoding)
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        var answer = await SendAsync(project, Pack(encoding, $"[{One},{Two}]"), ("Content-Encoding", encoding));

        answer.Status.ShouldBe(200, answer.Text);
        (await NamesAsync(project)).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Every_field_comes_back_as_it_was_sent()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var id = Guid.NewGuid();
        var time = DateTimeOffset.UtcNow.AddHours(-1);
        var before = DateTimeOffset.UtcNow;
        await project.AcceptedAsync(
            new
            {
                id,
                @event = "purchase",
                distinct_id = "user_123",
                timestamp = time.ToString("yyyy-MM-dd'T'HH:mm:ss.123'Z'"),
                session_id = "s-1",
                groups = new { company = "acme" },
                properties = new
                {
                    amount = 99.99,
                    currency = "EUR",
                    tags = new[] { "a", "b" },
                    nested = new { deep = true },
                },
            }
        );
        var after = DateTimeOffset.UtcNow;

        var item = (await project.StoredAsync()).ShouldHaveSingleItem();

        item.GetProperty("id").GetGuid().ShouldBe(id);
        item.GetProperty("event").GetString().ShouldBe("purchase");
        item.GetProperty("distinctId").GetString().ShouldBe("user_123");
        item.GetProperty("timestamp").GetString().ShouldBe(time.ToString("yyyy-MM-dd'T'HH:mm:ss.123'Z'"));
        item.GetProperty("receivedAt").GetDateTimeOffset().ShouldBeInRange(before.AddMilliseconds(-1), after);
        item.GetProperty("sessionId").GetString().ShouldBe("s-1");
        item.GetProperty("groups").GetRawText().ShouldBe("""{"company":"acme"}""");
        item.GetProperty("personId").GetString().ShouldNotBeNullOrEmpty();
        var properties = item.GetProperty("properties");
        properties.GetRawText().ShouldBe("""{"amount":99.99,"currency":"EUR","tags":["a","b"],"nested":{"deep":true}}""");

        var alone = await project.Owner.GetAsync(project.Path($"/events/{id}"));
        JsonElement.DeepEquals(alone.Json, item).ShouldBeTrue(alone.Text);
    }

    [Fact]
    public async Task Times_are_read_as_seconds_as_milliseconds_and_as_now()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddMinutes(-10).ToUnixTimeMilliseconds());
        await project.AcceptedAsync(
            new
            {
                @event = "milliseconds",
                distinct_id = "u",
                timestamp = at.ToUnixTimeMilliseconds(),
            },
            new
            {
                @event = "seconds",
                distinct_id = "u",
                timestamp = at.ToUnixTimeSeconds(),
            },
            new { @event = "now", distinct_id = "u" }
        );

        var times = (await project.StoredAsync()).ToDictionary(
            e => e.GetProperty("event").GetString()!,
            e => (At: e.GetProperty("timestamp").GetDateTimeOffset(), Received: e.GetProperty("receivedAt").GetDateTimeOffset())
        );

        times["milliseconds"].At.ShouldBe(at);
        times["seconds"].At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()));
        times["now"].At.ShouldBe(times["now"].Received);
    }

    [Fact]
    public async Task A_bad_event_is_named_by_its_place_and_its_neighbours_are_stored()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        var answer = await project.IngestAsync(
            new object[]
            {
                new { @event = "first", distinct_id = "u" },
                new { distinct_id = "u" },
                new
                {
                    @event = "third",
                    distinct_id = "u",
                    timestamp = "yesterday",
                },
                new { @event = "second", distinct_id = "u" },
            }
        );

        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(2);
        var rejected = answer.Json.GetProperty("rejected").EnumerateArray().ToList();
        rejected.Select(r => r.GetProperty("index").GetInt32()).ShouldBe([1, 2]);
        rejected.Select(r => r.GetProperty("code").GetString()).ShouldBe(["invalid_event", "invalid_timestamp"]);
        rejected.ShouldAllBe(r => r.GetProperty("message").GetString()!.Length > 0);
        (await NamesAsync(project)).ShouldBe(["first", "second"]);
    }

    private static Task<Answer> SendAsync(ProjectCalls project, byte[] body, params (string, string)[] headers) =>
        project.IngestRawAsync(body, "/ingest/events", [("Authorization", "Bearer " + project.Keys.WriteKey), .. headers]);

    private static async Task<IEnumerable<string?>> NamesAsync(ProjectCalls project) =>
        (await project.StoredAsync()).Select(e => e.GetProperty("event").GetString()).Order(StringComparer.Ordinal);

    private static byte[] Pack(string encoding, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (encoding == "zstd")
            return RawZstd(bytes);
        using var packed = new MemoryStream();
        using (
            Stream pack = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                _ => new ZLibStream(packed, CompressionLevel.Fastest),
            }
        )
            pack.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>RFC 8878: magic, a descriptor that says "one segment, four bytes of size", the size, one last block stored as it is.</summary>
    private static byte[] RawZstd(byte[] bytes) =>
        [
            0x28,
            0xB5,
            0x2F,
            0xFD,
            0xA0,
            .. BitConverter.GetBytes(bytes.Length),
            .. BitConverter.GetBytes((bytes.Length << 3) | 1)[..3],
            .. bytes,
        ];
}
