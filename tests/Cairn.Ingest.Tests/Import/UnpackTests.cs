using Cairn.Ingest.Import;
using Cairn.Ingest.Tests.Import.Exports;
using Cairn.Testing;
using static Cairn.Testing.Packed;

namespace Cairn.Ingest.Tests.Import;

public sealed class UnpackTests : IDisposable
{
    private static readonly ImportRoom _room = new(MaxBytes: 100_000, MinFreeBytes: 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-unpack-").FullName;

    [Fact]
    public async Task What_is_not_packed_goes_through() =>
        (await UnpackAsync("a,b\n1,2\n"u8.ToArray(), "csv")).ShouldBe(("csv", "a,b\n1,2\n"));

    [Theory]
    [InlineData("{\"a\":1}\n", "ndjson")]
    [InlineData("a,b\n1,2\n", "csv")]
    public async Task Gzip_is_opened_and_its_first_byte_tells_what_it_is(string text, string format) =>
        (await UnpackAsync(Gzip(text), "")).ShouldBe((format, text));

    [Fact]
    public async Task A_zip_of_packed_hours_is_one_file_in_their_order()
    {
        var zip = Zip(("1/1_2026-01-02_10#0.json.gz", Gzip("{\"n\":10}")), ("1/1_2026-01-02_9#0.json.gz", Gzip("{\"n\":9}\n")));
        (await UnpackAsync(zip, "")).ShouldBe(("ndjson", "{\"n\":9}\n{\"n\":10}\n"));
    }

    [Fact]
    public async Task Of_tables_the_one_with_events_counts_and_its_values_come_with_it()
    {
        var (format, text) = await UnpackAsync(
            Zip(
                ("event_data.csv", Utf8(ExportSamples.UmamiValues)),
                ("website_event.csv", Utf8(ExportSamples.Umami)),
                ("session.csv", Utf8("a,b\n1,2\n"))
            ),
            ""
        );
        format.ShouldBe("ndjson");
        var events = Export.Events(text);
        events.Select(e => e["event"]).ShouldBe(["$pageview", "bought"]);
        events[1]["properties/revenue"].ShouldBe("9.9");
        events[1]["properties/currency"].ShouldBe("EUR");
        events[1]["properties/gift"].ShouldBe("True");
    }

    [Fact]
    public async Task Tables_of_one_kind_become_one_table()
    {
        var (format, text) = await UnpackAsync(Zip(("a.csv", Utf8("n,m\n1,1")), ("b.csv", Utf8("n,m\n2,2\n"))), "");
        (format, text).ShouldBe(("csv", "n,m\n1,1\n2,2\n"));
    }

    [Fact]
    public async Task Totals_are_handed_over_to_be_refused_by_name()
    {
        var zip = Zip(("imported_pages_1_2.csv", Utf8(ExportSamples.PlausiblePages)), ("notes.txt", Utf8("x")));
        (await UnpackAsync(zip, "")).Text.ShouldBe(ExportSamples.PlausiblePages);
    }

    [Fact]
    public async Task A_bomb_is_refused_where_the_room_ends()
    {
        var bomb = new string('x', 200_000);
        await Should.ThrowAsync<ImportRefusedException>(() => UnpackAsync(Zip(("a.json", Utf8(bomb))), ""));
        await Should.ThrowAsync<ImportRefusedException>(() => UnpackAsync(Zip(("a.json.gz", Gzip(bomb))), ""));
        await Should.ThrowAsync<ImportRefusedException>(() => UnpackAsync(Gzip(bomb), "csv"));
    }

    [Fact]
    public async Task What_cannot_be_unpacked_is_said()
    {
        byte[] broken = [.. Gzip("{\"a\":1}")[..12], 1, 2, 3];
        await Should.ThrowAsync<FormatException>(() => UnpackAsync(broken, "csv"));
        await Should.ThrowAsync<FormatException>(() => UnpackAsync("PK\u0003\u0004 and so on"u8.ToArray(), ""));
        (await Should.ThrowAsync<FormatException>(() => UnpackAsync(Zip(("a.txt", Utf8("x"))), ""))).Message.ShouldContain("a.txt");
        (
            await Should.ThrowAsync<FormatException>(() => UnpackAsync(Zip(("a.csv", Utf8("n\n1")), ("b.csv", Utf8("m\n1"))), ""))
        ).Message.ShouldContain("b.csv");
    }

    [Fact]
    public void A_line_without_an_end_does_not_take_the_memory() =>
        Should.Throw<FormatException>(() => new StringReader(new string('x', 100)).ReadBoundedLine(longest: 99));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(string Format, string Text)> UnpackAsync(byte[] sent, string format)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        return await Unpack.ReadAsync(new MemoryStream(sent), format, folder, _room, TakeAsync, CancellationToken.None);

        // As an import does: never beyond the room.
        async Task<(string, string)> TakeAsync(string told, Stream file)
        {
            var kept = Path.Combine(folder, "kept");
            await using (var target = new BoundedFile(kept, _room))
                await file.CopyToAsync(target, CancellationToken.None);
            return (told, await File.ReadAllTextAsync(kept));
        }
    }
}
