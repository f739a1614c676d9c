using Cairn.Ingest.Spool;
using Cairn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Ingest.Tests.Spool;

public sealed class SpoolDrainTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>300 random histories of requests, a store that breaks half-way, poison, restarts, and checkpoints that are lost or old.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task Every_event_is_stored_exactly_once_or_a_dead_letter(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + 100; seed++)
            await OneHistoryAsync(seed);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_stores_nothing_twice_and_stops_nothing()
    {
        var folder = TestFolder.Create("drain");
        Directory.CreateDirectory(Path.Combine(folder, "checkpoint.new"));
        var sink = new ListSink(new Random(1), trouble: 0);
        await using var spool = Opened.Open(folder);
        await using var running = await Running.StartAsync(spool, sink);

        for (var i = 0; i < 5; i++)
        {
            await spool.AppendAsync([Given.Event($"{i}")]);
            await running.DrainedAsync();
        }

        sink.Stored.Select(e => e.Event.Name).ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [Fact]
    public async Task Without_its_checkpoint_everything_left_in_the_spool_is_looked_up_not_only_the_first_batch()
    {
        var folder = TestFolder.Create("drain");
        var sink = new ListSink(new Random(1), trouble: 0);
        var large = $$"""{"x":"{{new string('x', 900_000)}}"}""";
        await using (var spool = Opened.Open(folder))
        {
            // More than one batch of the drain (16 MiB).
            for (var i = 0; i < 40; i++)
                await spool.AppendAsync([Given.Event($"{i}", properties: large)]);
            await using var running = await Running.StartAsync(spool, sink);
            await running.DrainedAsync();
        }

        File.Delete(Path.Combine(folder, "checkpoint"));
        await using var again = Opened.Open(folder);
        await using var next = await Running.StartAsync(again, sink);
        await next.DrainedAsync();

        sink.Stored.Count.ShouldBe(40);
    }

    [Fact]
    public async Task The_backlog_grows_while_the_store_is_away_and_ends_when_it_is_back()
    {
        var sink = new ListSink(new Random(1), trouble: 0) { IsAway = true };
        await using var spool = Opened.Open(TestFolder.Create("drain"), maxBytes: 3000);
        await using (await Running.StartAsync(spool, sink))
        {
            await Should.ThrowAsync<SpoolUnavailableException>(async () =>
            {
                while (true)
                    await spool.AppendAsync([Given.Event()]);
            });
        }

        sink.IsAway = false;
        await using var running = await Running.StartAsync(spool, sink);
        await running.DrainedAsync();
        await running.Drain.StopAsync(default);
        spool.BacklogBytes.ShouldBe(0);
        running.Drain.Behind.ShouldBe(TimeSpan.Zero);
        running.Drain.Fault.ShouldBeNull();
        await spool.AppendAsync([Given.Event()]);
    }

    [Fact]
    public async Task Damage_is_passed_over_and_a_copy_of_the_file_kept()
    {
        var folder = TestFolder.Create("drain");
        var sink = new ListSink(new Random(1), trouble: 0);
        SpoolPosition second;
        await using (var spool = Opened.Open(folder))
        {
            await spool.AppendAsync([Given.Event("one")]);
            second = spool.End;
            await spool.AppendAsync([Given.Event("two")]);
            await spool.AppendAsync([Given.Event("three")]);
        }

        await using (var file = File.OpenWrite(Opened.NewestSegment(folder)))
        {
            file.Position = second.Offset + 20;
            file.Write(new byte[10]);
        }

        await using var again = Opened.Open(folder);
        await using var running = await Running.StartAsync(again, sink);
        await running.DrainedAsync();

        sink.Stored.Select(e => e.Event.Name).ShouldBe(["one", "three"]);
        Directory.GetFiles(folder, "*.damaged").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_ends_though_the_last_record_was_torn()
    {
        var folder = TestFolder.Create("drain");
        await using (var spool = Opened.Open(folder))
        {
            await spool.AppendAsync([Given.Event("one")]);
            await spool.AppendAsync([Given.Event("torn")]);
        }

        await using (var file = File.OpenWrite(Opened.NewestSegment(folder)))
            file.SetLength(file.Length - 1);
        await using var again = Opened.Open(folder);
        await using var running = await Running.StartAsync(again, new ListSink(new Random(1), trouble: 0));

        await running.DrainedAsync();
    }

    private static async Task OneHistoryAsync(int seed)
    {
        var random = new Random(seed);
        var folder = TestFolder.Create("drain");
        var sink = new ListSink(new Random(seed), trouble: random.NextDouble() * 0.7);
        var expected = new List<(ulong Sequence, string Name)>();
        byte[]? oldCheckpoint = null;
        DeadLetters letters = null!;
        for (var life = 0; life < 1 + random.Next(4); life++)
        {
            await using var spool = Opened.Open(folder, segmentBytes: 500 + random.Next(3000));
            await using var running = await Running.StartAsync(spool, sink);
            letters = running.Letters;
            for (var request = 0; request < random.Next(12); request++)
            {
                var events = Enumerable
                    .Range(0, 1 + random.Next(8))
                    .Select(n => Given.Event(random.Next(15) == 0 ? "poison" : $"{life}.{request}.{n}"))
                    .ToList();
                var first = (await spool.AppendAsync(events)).FirstSequence;
                expected.AddRange(events.Select((e, i) => (first + (ulong)i, e.Name)));
                if (random.Next(4) == 0)
                    await running.DrainedAsync();
            }

            if (random.Next(2) == 0)
                await running.DrainedAsync();
            await running.Drain.StopAsync(default);
            var checkpoint = Path.Combine(folder, "checkpoint");
            if (random.Next(3) == 0 && File.Exists(checkpoint))
                File.Delete(checkpoint);
            else if (random.Next(3) == 0 && oldCheckpoint is not null)
                File.WriteAllBytes(checkpoint, oldCheckpoint);
            else if (File.Exists(checkpoint))
                oldCheckpoint = File.ReadAllBytes(checkpoint);
        }

        await using (var spool = Opened.Open(folder))
        await using (var running = await Running.StartAsync(spool, sink))
        {
            await running.DrainedAsync();
            letters = running.Letters;
        }

        var stored = sink.Stored.Select(e => (e.Sequence, e.Event.Name)).Order().ToList();
        var buried = letters.List().Select(l => (l.Sequence, l.Event.Event)).Order().ToList();
        stored.ShouldBe(expected.Where(e => e.Name != "poison"), $"seed {seed}");
        buried.ShouldBe(expected.Where(e => e.Name == "poison"), $"seed {seed}");
    }

    /// <summary>A drain at work.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private Running(SpoolDrain drain, DeadLetters letters) => (Drain, Letters) = (drain, letters);

        public SpoolDrain Drain { get; }

        public DeadLetters Letters { get; }

        public static async Task<Running> StartAsync(EventSpool spool, IEventSink sink)
        {
            var time = new ManualTime();
            var letters = new DeadLetters(Path.Combine(spool.Folder, "dead"), time);
            var drain = new SpoolDrain(spool, sink, letters, time, NullLogger<SpoolDrain>.Instance);
            await drain.StartAsync(default);
            return new Running(drain, letters);
        }

        public Task DrainedAsync() => Drain.WaitUntilDrainedAsync(default).WaitAsync(_patience);

        public async ValueTask DisposeAsync()
        {
            await Drain.StopAsync(default);
            Drain.Dispose();
        }
    }
}
