using Cairn.Events;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Spool;

public sealed class RepeatTests
{
    private readonly Guid _id = Guid.NewGuid();

    [Fact]
    public async Task An_id_counts_once_within_a_batch_across_batches_and_at_once()
    {
        await using var spool = Opened.Open(TestFolder.Create("spool"));

        (await spool.AppendAsync([With(_id), With(_id), Given.Event()])).IsRepeat.ShouldBe([false, true, false]);
        (await spool.AppendAsync([With(_id)])).ShouldSatisfyAllConditions(
            a => a.IsRepeat.ShouldBe([true]),
            a => a.FirstSequence.ShouldBe(0ul)
        );
        var other = Guid.NewGuid();
        var racers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => spool.AppendAsync([With(other)]))));
        racers.Count(a => !a.IsRepeat[0]).ShouldBe(1);
        spool.ReadAll().Events.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Ids_of_another_project_and_ids_made_by_the_server_are_no_repeats()
    {
        await using var spool = Opened.Open(TestFolder.Create("spool"));

        await spool.AppendAsync([With(_id)]);
        (await spool.AppendAsync([Given.Event(id: _id, project: new ProjectId(2))])).IsRepeat.ShouldBe([false]);
        (await spool.AppendAsync([Given.Event() with { Id = _id }])).IsRepeat.ShouldBe([false]);
    }

    [Fact]
    public async Task Ids_are_remembered_through_segments_merged_runs_and_restarts()
    {
        var folder = TestFolder.Create("spool");
        var ids = new List<Guid>();
        for (var round = 0; round < 6; round++)
        {
            await using var spool = Opened.Open(folder, segmentBytes: 400);
            ids.ForEach(id => spool.AppendAsync([With(id)]).Result.IsRepeat.ShouldBe([true]));
            for (var i = 0; i < 30; i++)
            {
                ids.Add(Guid.NewGuid());
                (await spool.AppendAsync([With(ids[^1])])).IsRepeat.ShouldBe([false]);
            }

            spool.DeleteBefore(spool.NextSequence);
        }

        Directory.GetFiles(Path.Combine(folder, "ids")).Length.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task Ids_are_found_again_when_a_crash_came_before_they_were_sealed()
    {
        var folder = TestFolder.Create("spool");
        await using (var spool = Opened.Open(folder, segmentBytes: 400))
        {
            for (var i = 0; i < 20; i++)
                await spool.AppendAsync([With(_id), With(Guid.NewGuid())]);
        }

        foreach (var run in Directory.GetFiles(Path.Combine(folder, "ids")))
            File.Delete(run);
        await using var again = Opened.Open(folder);
        (await again.AppendAsync([With(_id)])).IsRepeat.ShouldBe([true]);
    }

    [Fact]
    public async Task An_id_is_new_again_after_the_window_only()
    {
        var time = new ManualTime();
        await using var spool = Opened.Open(TestFolder.Create("spool"), time, segmentBytes: 1);
        await spool.AppendAsync([With(_id)]);

        time.Advance(TimeSpan.FromDays(7));
        await spool.AppendAsync([Given.Event() with { ReceivedAt = time.GetUtcNow() }]);
        (await spool.AppendAsync([With(_id)])).IsRepeat.ShouldBe([true]);
        time.Advance(TimeSpan.FromDays(2));
        await spool.AppendAsync([Given.Event() with { ReceivedAt = time.GetUtcNow() }]);
        (await spool.AppendAsync([With(_id)])).IsRepeat.ShouldBe([false]);
    }

    [Fact]
    public async Task A_replayed_event_passes_though_its_id_is_known()
    {
        await using var spool = Opened.Open(TestFolder.Create("spool"));
        await spool.AppendAsync([With(_id)]);

        (await spool.AppendAsync([With(_id)], skipRepeatCheck: true)).IsRepeat.ShouldBe([false]);
    }

    private static Event With(Guid id) => Given.Event(id: id);
}
