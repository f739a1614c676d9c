using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Trends;

/// <summary>Different persons per trailing window.</summary>
internal static class TrailingSql
{
    /// <summary>Rows: (window, label per breakdown, change), ascending: by how many persons the window has more or fewer than the one before. A person's
    /// cells lead to stretches of windows; the stretches are joined where they touch, so each adds one where it begins and takes one where it ends.
    /// That costs one row per person and cell, however many windows a cell lies in.</summary>
    public static Sql Build(
        TrendsSpec spec,
        TrendsSeries series,
        EventSource source,
        TrailingWindows windows,
        IReadOnlyList<BreakdownCut> cuts
    )
    {
        var alone = spec with { Series = [series] };
        var labels = TrendsSql.Labels(cuts.Count);
        var columns = cuts.Select((cut, i) => (Sql)$"{cut.Label(source)} AS {labels[i]}").ToArray();
        var (cell, keys) = Cell(windows);
        var where = TrendsSql.Where(alone, source);
        Sql inner = $"""
            SELECT {TrendsSql.Comma([.. columns, (Sql)$"arraySort(groupUniqArray({cell})) AS cells"])}
            FROM {source.From}
            WHERE {where}
            GROUP BY {TrendsSql.Comma([.. labels, source.Person])}
            """;
        return $"""
            SELECT edge.1 AS window, {TrendsSql.Comma([.. labels, (Sql)$"sum(edge.2) AS change"])}
            FROM (
                SELECT {TrendsSql.Comma([.. labels, Stretch("firsts", keys, windows.Firsts), Stretch("lasts", keys, windows.Lasts)])}
                FROM (
            {inner}
                )
            )
            ARRAY JOIN arrayConcat(
                arrayMap((first, before) -> (greatest(first, before), 1), firsts, arrayPushFront(arrayPopBack(lasts), toInt64(0))),
                arrayMap(last -> (last, -1), lasts)
            ) AS edge
            GROUP BY {TrendsSql.Comma([(Sql)$"window", .. labels])}
            ORDER BY window
            """;
    }

    private static Sql Stretch(string alias, IReadOnlyList<long> keys, IReadOnlyList<long> windows) =>
        $"arrayMap(cell -> transform(cell, {keys}, {windows}, toInt64(0)), cells) AS {Sql.Identifier(alias)}";

    /// <summary>The cell of a row, Int64, and its values.</summary>
    private static (Sql Cell, IReadOnlyList<long> Keys) Cell(TrailingWindows windows)
    {
        var step = windows.Cells.Count == 1 ? windows.CellsEnd - windows.Cells[0] : windows.Cells[1] - windows.Cells[0];
        var isEven = windows
            .Cells.Append(windows.CellsEnd)
            .Zip(windows.Cells.Skip(1).Append(windows.CellsEnd))
            .SkipLast(1)
            .All(p => p.Second - p.First == step);
        if (!isEven)
            return ($"roundDown(toUnixTimestamp64Milli(timestamp), {windows.Cells})", windows.Cells);
        long[] indexes = [.. Enumerable.Range(0, windows.Cells.Count).Select(i => (long)i)];
        return ($"toInt64(intDiv(toUnixTimestamp64Milli(timestamp) - {windows.Cells[0]}, {step}))", indexes);
    }
}
