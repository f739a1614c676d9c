using Cairn.Ingest.Spool;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Spool;

public sealed class FullDiskTests
{
    [Theory]
    [InlineData(64 << 20)]
    [InlineData(20_000)]
    public async Task A_full_disk_refuses_loses_nothing_doubles_nothing_and_recovers_when_there_is_room(long segmentBytes)
    {
        using var disk = new SmallDisk(kilobytes: 600);
        var filler = Path.Combine(disk.Folder, "filler");
        var spoolFolder = Path.Combine(disk.Folder, "spool");
        await File.WriteAllBytesAsync(filler, new byte[200_000]);
        var acknowledged = new List<string>();
        var refused = new Dictionary<string, Guid>();
        var spool = Opened.Open(spoolFolder, segmentBytes: segmentBytes);
        for (var i = 0; i < 4000 && refused.Count < 20; i++)
        {
            var id = Guid.NewGuid();
            try
            {
                var append = await spool.AppendAsync([Given.Event($"{i}", id, $$"""{"x":"{{new string('x', 400 + (i % 50))}}"}""")]);
                append.IsRepeat.ShouldBe([false]);
                acknowledged.Add($"{i}");
            }
            catch (SpoolUnavailableException)
            {
                refused[$"{i}"] = id;
            }
        }

        refused.Count.ShouldBe(20);
        spool.Fault.ShouldNotBeNull();

        File.Delete(filler);
        foreach (var (name, id) in refused)
        {
            // Refused is not seen: the same event sent again is no repeat.
            (await spool.AppendAsync([Given.Event(name, id)])).IsRepeat.ShouldBe([false]);
            acknowledged.Add(name);
        }

        spool.Fault.ShouldBeNull();
        spool.Names().Order().ShouldBe(acknowledged.Order());
        await spool.DisposeAsync();
        await using var again = Opened.Open(spoolFolder, segmentBytes: segmentBytes);
        again.Names().Order().ShouldBe(acknowledged.Order());
        foreach (var (name, id) in refused)
            (await again.AppendAsync([Given.Event(name, id)])).IsRepeat.ShouldBe([true]);
    }

    [Fact]
    public async Task It_is_mended_without_a_request_that_tries()
    {
        using var disk = new SmallDisk(kilobytes: 200);
        var filler = Path.Combine(disk.Folder, "filler");
        await using var spool = Opened.Open(Path.Combine(disk.Folder, "spool"));
        await spool.AppendAsync([Given.Event()]);
        await File.WriteAllBytesAsync(filler, new byte[100_000]);
        var large = Given.Event(properties: $$"""{"x":"{{new string('x', 190_000)}}"}""");
        await Should.ThrowAsync<SpoolUnavailableException>(() => spool.AppendAsync([large]));
        spool.Fault.ShouldNotBeNull();

        File.Delete(filler);

        await Eventually.TrueAsync(() => spool.Fault is null);
    }

    [Fact]
    public async Task Below_the_room_that_is_kept_free_it_refuses()
    {
        using var disk = new SmallDisk(kilobytes: 1000);
        var time = new ManualTime();
        await using var spool = EventSpool.Open(new SpoolOptions(Path.Combine(disk.Folder, "spool"), MinFreeBytes: 500_000), time);
        await spool.AppendAsync([Given.Event("before")]);

        var filler = Path.Combine(disk.Folder, "filler");
        await File.WriteAllBytesAsync(filler, new byte[600_000]);
        time.Advance(TimeSpan.FromSeconds(2));
        (await Should.ThrowAsync<SpoolUnavailableException>(() => spool.AppendAsync([Given.Event()]))).Message.ShouldContain("nearly full");

        File.Delete(filler);
        time.Advance(TimeSpan.FromSeconds(2));
        await spool.AppendAsync([Given.Event("after")]);
        spool.Names().ShouldBe(["before", "after"]);
    }
}
