using Cairn.Ingest.Spool;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Spool;

public sealed class EventSpoolTests
{
    [Fact]
    public async Task Many_at_once_are_all_readable_in_order_with_sequences_without_gaps()
    {
        var folder = TestFolder.Create("spool");
        await using var spool = Opened.Open(folder, segmentBytes: 20_000);

        var appended = await Task.WhenAll(
            Enumerable
                .Range(0, 500)
                .Select(i => Task.Run(() => spool.AppendAsync([.. Enumerable.Range(0, 1 + (i % 7)).Select(n => Given.Event($"{i}.{n}"))])))
        );

        var (events, _) = spool.ReadAll();
        events.Select(e => e.Sequence).ShouldBe(Enumerable.Range(0, events.Count).Select(i => events[0].Sequence + (ulong)i));
        spool.NextSequence.ShouldBe(events[^1].Sequence + 1);
        for (var i = 0; i < appended.Length; i++)
        for (var n = 0; n < 1 + (i % 7); n++)
            events[(int)(appended[i].FirstSequence - events[0].Sequence) + n].Event.Name.ShouldBe($"{i}.{n}");
        spool.Segments.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_torn_tail_loses_only_the_record_that_was_torn_wherever_it_was_torn()
    {
        var folder = TestFolder.Create("spool");
        long before;
        await using (var spool = Opened.Open(folder))
        {
            await spool.AppendAsync([Given.Event("one"), Given.Event("two")]);
            before = spool.End.Offset;
            await spool.AppendAsync([Given.Event("torn", Guid.NewGuid())]);
        }

        var length = new FileInfo(Opened.NewestSegment(folder)).Length;
        for (var cut = before; cut < length; cut++)
        {
            var copy = Opened.CopyOf(folder);
            using (var file = File.OpenWrite(Opened.NewestSegment(copy)))
                file.SetLength(cut);
            await using var spool = Opened.Open(copy);
            spool.Names().ShouldBe(["one", "two"]);
            await spool.AppendAsync([Given.Event("next")]);
            spool.Names().ShouldBe(["one", "two", "next"]);
        }
    }

    [Fact]
    public async Task A_file_without_a_whole_header_is_no_trouble()
    {
        var folder = TestFolder.Create("spool");
        ulong next;
        await using (var spool = Opened.Open(folder))
        {
            await spool.AppendAsync([Given.Event("one")]);
            next = spool.NextSequence;
        }

        for (var bytes = 0; bytes < 16; bytes++)
        {
            var copy = Opened.CopyOf(folder);
            File.WriteAllBytes(Path.Combine(copy, $"{next:D20}.spool"), new byte[bytes]);
            await using var spool = Opened.Open(copy);
            spool.Names().ShouldBe(["one"]);
            (await spool.AppendAsync([Given.Event("two")])).FirstSequence.ShouldBe(next);
        }
    }

    [Theory]
    [InlineData(64 << 20)]
    [InlineData(1)]
    public async Task Damage_costs_the_record_it_hit_and_no_sequence_is_given_twice(long segmentBytes)
    {
        var folder = TestFolder.Create("spool");
        var starts = new List<SpoolPosition>();
        ulong last;
        await using (var spool = Opened.Open(folder, segmentBytes: segmentBytes))
        {
            foreach (var name in new[] { "one", "two", "three", "four" })
            {
                starts.Add(spool.End);
                await spool.AppendAsync([Given.Event(name)]);
            }

            last = spool.NextSequence - 1;
        }

        for (var hit = 0; hit < 4; hit++)
        {
            var length = segmentBytes == 1 || hit == 3 ? 40 : starts[hit + 1].Offset - starts[hit].Offset;
            for (var at = 0; at < length; at += 3)
            {
                var copy = Opened.CopyOf(folder);
                await using (var file = File.Open(Path.Combine(copy, $"{starts[hit].Segment:D20}.spool"), FileMode.Open))
                {
                    file.Position = starts[hit].Offset + at;
                    var old = file.ReadByte();
                    file.Position--;
                    file.WriteByte((byte)(old ^ 0xFF));
                }

                await using var spool = Opened.Open(copy);
                var names = spool.Names();
                names.ShouldBe(new[] { "one", "two", "three", "four" }.Where((_, i) => i != hit));
                (await spool.AppendAsync([Given.Event("next")])).FirstSequence.ShouldBeGreaterThan(last);
                spool.Names().ShouldBe([.. names, "next"]);
            }
        }
    }

    [Fact]
    public async Task A_damaged_file_header_costs_nothing()
    {
        var folder = TestFolder.Create("spool");
        await using (var spool = Opened.Open(folder))
            await spool.AppendAsync([Given.Event("one")]);
        await using (var file = File.OpenWrite(Opened.NewestSegment(folder)))
            file.Write(new byte[16]);

        await using var again = Opened.Open(folder);
        again.Names().ShouldBe(["one"]);
    }

    [Fact]
    public async Task Sequences_go_on_rising_behind_a_checkpoint_whose_events_were_lost()
    {
        var folder = TestFolder.Create("spool");
        new Checkpoint(Directory.CreateDirectory(folder).FullName).Write(ulong.MaxValue / 2);

        await using var spool = Opened.Open(folder);

        (await spool.AppendAsync([Given.Event()])).FirstSequence.ShouldBe(ulong.MaxValue / 2);
    }

    [Fact]
    public async Task Room_is_bounded_by_what_the_store_has_not_taken()
    {
        await using var spool = Opened.Open(TestFolder.Create("spool"), segmentBytes: 500, maxBytes: 2000);
        var taken = 0;

        var refused = await Should.ThrowAsync<SpoolUnavailableException>(async () =>
        {
            for (; taken < 1000; taken++)
                await spool.AppendAsync([Given.Event()]);
        });

        refused.Message.ShouldContain("store is behind");
        spool.BacklogBytes.ShouldBeInRange(2001, 2300);
        spool.Fault.ShouldNotBeNull();
        spool.Drained(spool.End);
        spool.BacklogBytes.ShouldBe(0);
        spool.DeleteBefore(spool.NextSequence);
        Directory.GetFiles(spool.Folder, "*.spool").Length.ShouldBe(1);
        await spool.AppendAsync([Given.Event("after")]);
        spool.Names().ShouldContain("after");
    }

    [Fact]
    public async Task After_it_is_closed_it_refuses_and_everything_taken_is_there()
    {
        var folder = TestFolder.Create("spool");
        var spool = Opened.Open(folder);
        var waiting = Enumerable.Range(0, 50).Select(i => spool.AppendAsync([Given.Event($"{i}")])).ToList();
        await spool.DisposeAsync();

        await Task.WhenAll(waiting);
        await Should.ThrowAsync<SpoolUnavailableException>(() => spool.AppendAsync([Given.Event()]));
        await using var again = Opened.Open(folder);
        again.Names().Count.ShouldBe(50);
    }
}
