using Cairn.Query.Sequences;

namespace Cairn.Insights.Lifecycle;

/// <summary>What is one person in which buckets? Made once, used for person after person.</summary>
internal sealed class LifecycleWalk(LifecyclePlan plan)
{
    private readonly List<(int Bucket, LifecycleStatus Status)> _statuses = [];

    /// <summary>The buckets of the answer in which the person is anything, in order.</summary>
    /// <param name="events">In order.</param>
    public List<(int Bucket, LifecycleStatus Status)> Statuses(ulong person, ReadOnlySpan<StepEvent> events)
    {
        _statuses.Clear();
        var isKnown = plan.Earlier.Contains(person);
        // Index 0 is the bucket before the first of the answer.
        var lastActive = -2;
        for (var i = 0; i < events.Length; )
        {
            var bucket = plan.All.IndexOf(events[i].At);
            var mask = 0u;
            for (; i < events.Length && plan.All.IndexOf(events[i].At, bucket) == bucket; i++)
                mask |= events[i].Mask;
            // In the first bucket maybe only in the part that lies before the range: seen, yet not active.
            if (bucket == 0 || (mask & plan.InRangeBit) != 0)
            {
                if (bucket > 0)
                    Add(lastActive, bucket, isKnown);
                lastActive = bucket;
            }

            isKnown = true;
        }

        AddDormant(lastActive, plan.Buckets.Count + 1);
        return _statuses;
    }

    private void Add(int lastActive, int bucket, bool isKnown)
    {
        AddDormant(lastActive, bucket);
        var status =
            lastActive == bucket - 1 ? LifecycleStatus.Returning
            : isKnown ? LifecycleStatus.Resurrecting
            : LifecycleStatus.New;
        _statuses.Add((bucket - 1, status));
    }

    private void AddDormant(int lastActive, int next)
    {
        if (lastActive >= 0 && lastActive + 1 < next)
            _statuses.Add((lastActive, LifecycleStatus.Dormant));
    }
}
