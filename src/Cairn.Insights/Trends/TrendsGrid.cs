using Cairn.Query.Filters;
using Cairn.Query.Sources;
using Cairn.Query.Time;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Trends;

/// <summary>The numbers of one period by combination of labels, filled from rows; what no row mentions is 0.</summary>
internal sealed class TrendsGrid(TrendsSpec spec, Buckets buckets)
{
    private readonly Dictionary<string, Cells> _cells = [];

    /// <summary>Combinations that have an event.</summary>
    public IEnumerable<IReadOnlyList<string>> Combinations => _cells.Values.Select(c => c.Labels);

    public Buckets Buckets => buckets;

    /// <summary>Takes rows of <see cref="TrendsSql.Points"/>.</summary>
    public void AddPoints(ClickHouseRows rows, BucketSql bucket)
    {
        foreach (var row in rows)
        {
            var cells = Of(row, 2);
            var values = 2 + spec.Breakdowns.Count;
            for (var s = 0; s < spec.Series.Count; s++)
                if (row.Int64(0) == 1)
                    cells.Totals[s] = row.Double(values + s);
                else
                    cells.Values[s][bucket.Index(row.Int64(1))] = row.Double(values + s);
        }
    }

    /// <summary>Takes rows of <see cref="TrendsSql.Cumulative"/>: a bucket without a row stays where the one before is.</summary>
    public void AddCumulative(ClickHouseRows rows, BucketSql bucket)
    {
        var seen = new HashSet<(Cells, int)>();
        foreach (var row in rows)
            seen.Add((Of(row, 2), bucket.Index(row.Int64(1))));
        AddPoints(rows, bucket);
        foreach (var cells in _cells.Values)
        foreach (var (series, total) in cells.Values.Select((v, i) => (v, i)))
        {
            for (var b = 1; b < buckets.Count; b++)
                if (!seen.Contains((cells, b)))
                    series[b] = series[b - 1];
            cells.Totals[total] = series[^1];
        }
    }

    /// <summary>Takes the numbers of a series, of one combination of labels.</summary>
    public void Set(int series, (double Total, double[] Values) numbers, params string[] labels)
    {
        if (!_cells.TryGetValue(Key(labels), out var cells))
            _cells[Key(labels)] = cells = new Cells(labels, spec.Series.Count, buckets.Count);
        cells.Totals[series] = numbers.Total;
        numbers.Values.CopyTo(cells.Values[series], 0);
    }

    /// <summary>Takes rows of <see cref="TrailingSql"/> for one series. The total of wau and mau is the last point; that of dau stays the persons of
    /// the whole range.</summary>
    public void AddTrailing(ClickHouseRows rows, int series)
    {
        foreach (var cells in _cells.Values)
            Array.Clear(cells.Values[series]);
        foreach (var row in rows)
        {
            var window = (int)row.Int64(0);
            if (window < buckets.Count)
                Of(row, 1).Values[series][window] += row.Double(1 + spec.Breakdowns.Count);
        }

        foreach (var cells in _cells.Values)
        {
            var values = cells.Values[series];
            for (var b = 1; b < buckets.Count; b++)
                values[b] += values[b - 1];
        }

        TotalIsLast(series);
    }

    /// <summary>For wau and mau.</summary>
    public void TotalIsLast(int series)
    {
        if (spec.Series[series].Measure is Measure.Wau or Measure.Mau)
            foreach (var cells in _cells.Values)
                cells.Totals[series] = cells.Values[series][^1];
    }

    /// <summary>For an open cut of a single breakdown where every measure is a count: keeps the largest values and adds up the rest.</summary>
    public BreakdownCut Close(BreakdownCut open)
    {
        var ranked = _cells.Values.OrderByDescending(c => c.Totals[0]);
        for (var s = 1; s < spec.Series.Count; s++)
        {
            var index = s;
            ranked = ranked.ThenByDescending(c => c.Totals[index]);
        }

        var ordered = ranked.ThenBy(c => c.Labels[0], StringComparer.Ordinal).ToList();
        foreach (var cells in ordered.Skip(open.Breakdown.Limit))
        {
            _cells.Remove(Key(cells.Labels));
            if (!_cells.TryGetValue(Breakdown.Other, out var other))
                _cells[Breakdown.Other] = other = new Cells([Breakdown.Other], spec.Series.Count, buckets.Count);
            other.Add(cells);
        }

        return open with
        {
            IsOpen = false,
            Labels = [.. ordered.Take(open.Breakdown.Limit).Select(c => c.Labels[0])],
        };
    }

    /// <summary>One series of one combination.</summary>
    public (double Total, double[] Values) Line(IReadOnlyList<string> labels, int series) =>
        _cells.TryGetValue(Key(labels), out var cells) ? (cells.Totals[series], cells.Values[series]) : (0, new double[buckets.Count]);

    private Cells Of(Row row, int firstLabel)
    {
        string[] labels = [.. Enumerable.Range(firstLabel, spec.Breakdowns.Count).Select(row.String)];
        var key = Key(labels);
        if (!_cells.TryGetValue(key, out var cells))
            _cells[key] = cells = new Cells(labels, spec.Series.Count, buckets.Count);
        return cells;
    }

    internal static string Key(IReadOnlyList<string> labels) => string.Join('\0', labels);

    private sealed class Cells(IReadOnlyList<string> labels, int series, int count)
    {
        public IReadOnlyList<string> Labels => labels;

        public double[] Totals { get; } = new double[series];

        public double[][] Values { get; } = [.. Enumerable.Range(0, series).Select(_ => new double[count])];

        public void Add(Cells more)
        {
            for (var s = 0; s < Totals.Length; s++)
            {
                Totals[s] += more.Totals[s];
                for (var b = 0; b < Values[s].Length; b++)
                    Values[s][b] += more.Values[s][b];
            }
        }
    }
}
