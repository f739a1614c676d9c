using Cairn.Query.Sequences;

namespace Cairn.Insights.Discovery;

/// <summary>What one thread has seen: what those who reached the goal did before it.</summary>
/// <param name="passedOver">Places of events that happen to people rather than being done by them.</param>
internal sealed class WaysToGoal(DiscoverySpec spec, Events.TimeRange range, IReadOnlySet<int> passedOver)
{
    private readonly long _from = range.Start.ToUnixTimeMilliseconds();

    /// <summary>Per person who reached the goal (bit 0), places of events in order, repeats at once counted once, the goal left out.</summary>
    public List<byte[]> Ways { get; } = [];

    /// <summary>Persons with any event in the range.</summary>
    public long Active { get; private set; }

    public static void Visit(WaysToGoal ways, ulong entity, ReadOnlySpan<StepEvent> events) => ways.Add(events);

    private void Add(ReadOnlySpan<StepEvent> events)
    {
        var goal = -1;
        var isActive = false;
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].At < _from)
                continue;
            isActive = true;
            if (goal < 0 && (events[i].Mask & 1) != 0)
                goal = i;
        }

        Active += isActive ? 1 : 0;
        if (goal < 0)
            return;
        var way = new List<byte>();
        for (var i = goal - 1; i >= 0 && way.Count < DiscoverySpec.MostEventsPerPerson; i--)
        {
            if (events[i].At < _from || events[goal].At - events[i].At > spec.Window.Milliseconds)
                break;
            var place = SequenceLabels.Place(events[i].Labels, 0);
            if (
                place < DiscoverySpec.MostEvents
                && !passedOver.Contains(place)
                && (events[i].Mask & 1) == 0
                && (way.Count == 0 || way[^1] != place)
            )
                way.Add((byte)place);
        }

        way.Reverse();
        Ways.Add([.. way]);
    }
}
