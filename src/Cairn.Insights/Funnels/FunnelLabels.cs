using Cairn.Query.Sequences;
using Cairn.Query.Sources;

namespace Cairn.Insights.Funnels;

/// <summary>Which labels an attempt gets.</summary>
internal static class FunnelLabels
{
    /// <summary>Per breakdown the value of the first, the last or the named step's event of the attempt; "(none)" when it has none there.</summary>
    public static uint Of(
        FunnelAttribution attribution,
        ReadOnlySpan<StepEvent> events,
        ReadOnlySpan<int> attempt,
        IReadOnlyList<BreakdownCut> cuts
    )
    {
        var labels = 0u;
        for (var b = 0; b < cuts.Count; b++)
            labels = SequenceLabels.With(labels, b, Place(attribution, events, attempt, b, cuts[b]));
        return labels;
    }

    private static int Place(
        FunnelAttribution attribution,
        ReadOnlySpan<StepEvent> events,
        ReadOnlySpan<int> attempt,
        int index,
        BreakdownCut cut
    )
    {
        var none = cut.Labels.Count + 1;
        if (attribution.Step is { } only)
            return only < attempt.Length ? SequenceLabels.Place(events[attempt[only]].Labels, index) : none;
        for (var i = 0; i < attempt.Length; i++)
        {
            var labels = events[attempt[attribution.IsLast ? attempt.Length - 1 - i : i]].Labels;
            if (!SequenceLabels.IsNone(labels, index, cut))
                return SequenceLabels.Place(labels, index);
        }

        return none;
    }
}
