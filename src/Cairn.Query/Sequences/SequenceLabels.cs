using Cairn.Query.Filters;
using Cairn.Query.Sources;

namespace Cairn.Query.Sequences;

/// <summary>Which label stands for a number in <see cref="StepEvent.Labels"/>? Per breakdown: its own labels from 0, then "(other)", then "(none)".</summary>
public static class SequenceLabels
{
    public const int Bits = 10;

    private const uint _mask = (1 << Bits) - 1;

    /// <summary>All labels of a cut in their order.</summary>
    public static IReadOnlyList<string> All(BreakdownCut cut) => [.. cut.Labels, Breakdown.Other, Breakdown.None];

    /// <summary>The place of breakdown <paramref name="index"/>'s label.</summary>
    public static int Place(uint labels, int index) => (int)((labels >> (Bits * index)) & _mask);

    /// <summary>Whether breakdown <paramref name="index"/>'s property is absent from the event.</summary>
    public static bool IsNone(uint labels, int index, BreakdownCut cut) => Place(labels, index) == cut.Labels.Count + 1;

    public static uint With(uint labels, int index, int place) => (labels & ~(_mask << (Bits * index))) | ((uint)place << (Bits * index));

    /// <summary>Whether an event's name alone decides its label.</summary>
    public static bool IsByEventName(BreakdownCut cut) =>
        cut is { Edges: null, IsOpen: false, Breakdown.Property: { Scope: PropertyScope.Event, Name: "event" or "$event" } };

    /// <summary>The place of a value that is there.</summary>
    public static int PlaceOf(BreakdownCut cut, string value)
    {
        for (var i = 0; i < cut.Labels.Count; i++)
            if (cut.Labels[i] == value)
                return i;
        return cut.Labels.Count;
    }

    /// <summary>A label per breakdown.</summary>
    public static string[] Words(uint labels, IReadOnlyList<BreakdownCut> cuts) =>
        [.. cuts.Select((cut, i) => Word(cut, Place(labels, i)))];

    private static string Word(BreakdownCut cut, int place) =>
        place < cut.Labels.Count ? cut.Labels[place]
        : place == cut.Labels.Count ? Breakdown.Other
        : Breakdown.None;
}
