using System.Text;

namespace Cairn.Ingest.Tests.Wire;

public sealed class BodyTests
{
    private const string One = """{"event":"a","distinct_id":"u"}""";

    [Theory]
    [InlineData("", null)]
    [InlineData("", "identity")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "GZIP")]
    [InlineData("gzip", "x-gzip")]
    [InlineData("gzip", null)]
    [InlineData("br", "br")]
    [InlineData("deflate", "deflate")]
    [InlineData("deflate-raw", "deflate")]
    [InlineData("zstd", "zstd")]
    public async Task Every_encoding_is_unpacked_and_gzip_even_unannounced(string packing, string? announced)
    {
        await using var door = new Door();

        var reply = await door.PostAsync(Packed.By(packing, $"[{One},{One}]"), encoding: announced);

        reply.Status.ShouldBe(200);
        reply.Accepted.ShouldBe(2);
        door.Stored().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task A_small_body_that_unpacks_into_a_huge_one_is_413(string encoding)
    {
        await using var door = new Door();
        var bomb = Packed.By(encoding, new byte[64 << 20]);
        bomb.Length.ShouldBeLessThan(1 << 20);

        (await door.PostAsync(bomb, encoding: encoding)).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task A_body_that_is_not_what_its_encoding_says_is_400(string encoding)
    {
        await using var door = new Door();

        var reply = await door.PostAsync(
            Encoding.UTF8.GetBytes("\x78\x9c{\"event\":\"a\"} and more that is not packed at all"),
            encoding: encoding
        );

        reply.Status.ShouldBe(400);
        reply.Code.ShouldBe("invalid_encoding");
    }

    [Fact]
    public async Task An_unknown_encoding_is_415()
    {
        await using var door = new Door();

        var reply = await door.PostAsync(Encoding.UTF8.GetBytes(One), encoding: "lzma");

        reply.Status.ShouldBe(415);
        reply.Code.ShouldBe("unknown_encoding");
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(128 * 1024)]
    [InlineData(64 * 1024 + 1)]
    public async Task A_zstd_body_may_fill_the_buffer_exactly(int bytes)
    {
        await using var door = new Door();
        var padded = One.PadRight(bytes);

        (await door.PostAsync(Packed.By("zstd", padded), encoding: "zstd")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_zstd_body_of_several_frames_is_read_whole_and_a_cut_one_is_refused()
    {
        await using var door = new Door();
        byte[] frames = [.. Packed.By("zstd", "[" + One + ","), .. Packed.By("zstd", One + "]")];

        (await door.PostAsync(frames, encoding: "zstd")).Accepted.ShouldBe(2);
        (await door.PostAsync(frames[..^3], encoding: "zstd")).Code.ShouldBe("invalid_encoding");
    }

    [Fact]
    public async Task Two_thousand_events_pass_and_one_more_is_413()
    {
        await using var door = new Door();
        var full = string.Join(',', Enumerable.Repeat(One, 2000));

        (await door.PostAsync($"[{full}]")).Accepted.ShouldBe(2000);
        (await door.PostAsync($"[{full},{One}]")).Status.ShouldBe(413);
        (await door.PostAsync($"{{\"events\":[{full},{One}]}}")).Status.ShouldBe(413);
        (await door.PostAsync(full.Replace("},{", "}\n{") + "\n" + One, "application/x-ndjson")).Status.ShouldBe(413);
    }

    [Fact]
    public async Task More_than_twenty_mebibytes_are_413_whether_announced_or_not()
    {
        await using var door = new Door();
        var large = One.PadRight((20 << 20) + 1);

        (await door.PostAsync(large)).Status.ShouldBe(413);
        (await door.PostAsync(Packed.By("gzip", large), encoding: "gzip")).Code.ShouldBe("too_large");
    }
}
