using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>From grids of numbers to the lines of the answer: order, formula, rolling means. Pure.</summary>
internal static class TrendsLines
{
    public static IReadOnlyList<TrendsLine> Of(TrendsSpec spec, TrendsGrid now, TrendsGrid? before, IReadOnlyList<BreakdownCut> cuts)
    {
        IReadOnlyList<IReadOnlyList<string>> combinations =
            cuts.Count == 0
                ?
                [
                    [],
                ]
                : Ordered(now, before, cuts);
        if (spec.Formula is { } formula)
            return [.. combinations.Select(labels => Line(formula.Text, labels, grid => Combined(formula, grid, labels)))];
        return
        [
            .. spec.Series.SelectMany(
                (series, i) => combinations.Select(labels => Line(series.Selector.Label, labels, grid => Plain(grid, labels, i)))
            ),
        ];

        TrendsLine Line(string name, IReadOnlyList<string> labels, Func<TrendsGrid, (double? Total, double?[] Values)> read)
        {
            var (total, values) = read(now);
            return new TrendsLine(
                name,
                cuts.Count == 0 ? null : labels,
                total,
                Points(now.Buckets, values),
                before is null ? null : new TrendsPeriod(read(before).Total, Points(before.Buckets, read(before).Values))
            );
        }

        (double? Total, double?[] Values) Combined(Formula formula, TrendsGrid grid, IReadOnlyList<string> labels)
        {
            var inputs = spec.Series.Select((_, i) => grid.Line(labels, i)).ToArray();
            return (
                formula.Evaluate([.. inputs.Select(i => (double?)i.Total)]),
                [.. Enumerable.Range(0, grid.Buckets.Count).Select(b => formula.Evaluate([.. inputs.Select(i => (double?)i.Values[b])]))]
            );
        }

        TrendsPoint[] Points(Buckets buckets, double?[] values)
        {
            var shown = spec.Rolling is { } last ? Rolled(values, last) : values;
            return [.. shown.Select((value, i) => new TrendsPoint(buckets.Start(i), value))];
        }
    }

    /// <summary>The mean of each point and those before it, so many in all, fewer at the start. Nulls are left out; null when all are.</summary>
    internal static double?[] Rolled(double?[] values, int last) =>
        [
            .. values.Select(
                (_, i) =>
                {
                    var window = values[Math.Max(0, i - last + 1)..(i + 1)].OfType<double>().ToArray();
                    return window.Length == 0 ? (double?)null : window.Sum() / window.Length;
                }
            ),
        ];

    private static (double? Total, double?[] Values) Plain(TrendsGrid grid, IReadOnlyList<string> labels, int series)
    {
        var (total, values) = grid.Line(labels, series);
        return (total, [.. values.Select(v => (double?)v)]);
    }

    /// <summary>Combinations of either period, by the places of their labels.</summary>
    private static IReadOnlyList<string>[] Ordered(TrendsGrid now, TrendsGrid? before, IReadOnlyList<BreakdownCut> cuts)
    {
        var all = now.Combinations.Concat(before?.Combinations ?? []).DistinctBy(TrendsGrid.Key);
        var ordered = all.OrderBy(labels => cuts[0].Place(labels[0]));
        for (var i = 1; i < cuts.Count; i++)
        {
            var (cut, index) = (cuts[i], i);
            ordered = ordered.ThenBy(labels => cut.Place(labels[index]));
        }

        return [.. ordered];
    }
}
