using Cairn.Query.Filters;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>How a breakdown's values become labels, once it is known which there are.</summary>
/// <param name="Labels">The labels that stand alone, in the order of the answer. "(other)" and "(none)" come after them.</param>
/// <param name="Edges">For bins: ascending, one more than labels; the last bin includes its upper edge. Null for values.</param>
/// <param name="IsOpen">By the event's name: every value is its own label, to be cut in the answer.</param>
public sealed record BreakdownCut(
    Breakdown Breakdown,
    IReadOnlyList<string> Labels,
    IReadOnlyList<double>? Edges = null,
    bool IsOpen = false
)
{
    /// <summary>Equally wide bins from the smallest to the largest value; one when they are the same, none without values.</summary>
    public static BreakdownCut Bins(Breakdown breakdown, double? min, double? max)
    {
        if (min is not { } low || max is not { } high)
            return new BreakdownCut(breakdown, [], []);
        var bins = breakdown.Bins ?? 1;
        double[] edges = [.. Enumerable.Range(0, bins).Select(i => low + ((high - low) * i / bins)).Append(high).Distinct()];
        if (edges.Length == 1)
            edges = [low, low];
        return new BreakdownCut(breakdown, [.. Enumerable.Range(0, edges.Length - 1).Select(Label)], edges);

        string Label(int i) => $"[{edges[i]:R}, {edges[i + 1]:R}{(i == edges.Length - 2 ? "]" : ")")}";
    }

    /// <summary>The label of a row, a String that is never NULL.</summary>
    public Sql Label(EventSource source)
    {
        var property = source.Property(Breakdown.Property);
        if (IsOpen)
            return $"event"; // the column as it is: as a String it would cost four times as much to group by
        if (Edges is null)
            return Labels.Count == 0
                ? (Sql)$"if({property.AsText} IS NULL, {Breakdown.None}, {Breakdown.Other})"
                : $"multiIf({property.AsText} IS NULL, {Breakdown.None}, {property.AsText} IN {Labels}, assumeNotNull({property.AsText}), {Breakdown.Other})";
        if (Edges.Count == 0)
            return $"if({property.AsNumber} IS NULL, {Breakdown.None}, {Breakdown.Other})";
        var number = property.AsNumber;
        IReadOnlyList<double> starts = [.. Edges.Take(Labels.Count)];
        return $"""
            multiIf({number} IS NULL, {Breakdown.None}, {number} < {Edges[0]} OR {number} > {Edges[^1]}, {Breakdown.Other},
                transform(roundDown(assumeNotNull({number}), {starts}), {starts}, {Labels}, {Breakdown.Other}))
            """;
    }

    /// <summary>Where a label stands in the answer.</summary>
    public int Place(string label) =>
        label switch
        {
            Breakdown.None => int.MaxValue,
            Breakdown.Other => int.MaxValue - 1,
            _ => Labels.ToList().IndexOf(label) is >= 0 and var place ? place : int.MaxValue - 2,
        };
}
