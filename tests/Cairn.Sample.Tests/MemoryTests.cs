namespace Cairn.Sample.Tests;

public sealed class MemoryTests
{
    /// <summary>Counted in bytes allocated, not in time or resident memory, so that it cannot fail by chance.</summary>
    [Fact]
    public void Ten_times_the_events_need_no_ten_times_the_memory()
    {
        var small = AllocatedBy(200_000);
        var large = AllocatedBy(2_000_000);
        ((large - small) / 1_800_000.0).ShouldBeLessThan(80, "bytes allocated per further event");
    }

    private static long AllocatedBy(int events)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        foreach (var batch in new SampleHistory(new() { Events = events, End = Histories.End }).Sessions())
            count += batch.Events.Count;
        count.ShouldBe(events);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
