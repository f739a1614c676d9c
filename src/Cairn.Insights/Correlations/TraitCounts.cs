using Cairn.Query.Sequences;

namespace Cairn.Insights.Correlations;

/// <summary>What one thread has counted so far: who succeeded, and who did which event meanwhile.</summary>
/// <param name="ignored">Bits of events that decide the outcome and are no traits.</param>
internal sealed class TraitCounts(Outcome outcome, uint ignored, int events)
{
    private readonly bool[] _did = new bool[events];

    /// <summary>By the event's place.</summary>
    public long[] SuccessWith { get; } = new long[events];

    public long[] FailureWith { get; } = new long[events];

    /// <summary>Who takes part, and whether they succeeded.</summary>
    public List<(ulong Person, bool IsSuccess)> Persons { get; } = [];

    public static void Visit(TraitCounts counts, ulong entity, ReadOnlySpan<StepEvent> events) => counts.Add(entity, events);

    private void Add(ulong person, ReadOnlySpan<StepEvent> events)
    {
        if (outcome.Of(events) is not { } result)
            return;
        Persons.Add((person, result.IsSuccess));
        Array.Clear(_did);
        foreach (var e in events)
            if ((e.Mask & ignored) == 0 && e.At >= result.From && e.At <= result.To)
                _did[SequenceLabels.Place(e.Labels, 0)] = true;
        var with = result.IsSuccess ? SuccessWith : FailureWith;
        for (var i = 0; i < _did.Length; i++)
            with[i] += _did[i] ? 1 : 0;
    }
}
