using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>Counts any event by bucket and name by walking over every person's events: the same numbers as <see cref="TrendsSql.Points"/>, faster where the
/// persons are indexed.</summary>
internal sealed class CountByNameWalk(int names, Buckets buckets)
{
    /// <summary>By name, then bucket.</summary>
    private readonly long[][] _counts = [.. Enumerable.Range(0, names).Select(_ => new long[buckets.Count])];

    /// <summary>Fills the grid; false when the question is another, or the persons are not indexed.</summary>
    public static async Task<bool> TryFillAsync(
        QuestionRunner runner,
        Question question,
        TrendsSpec spec,
        Buckets buckets,
        TrendsGrid grid,
        BreakdownCut cut,
        CancellationToken cancellationToken
    )
    {
        var isPlain =
            spec is { Filter: null, Cumulative: false, Series: [{ Measure: Measure.Count, Selector: { Event: null, Where: null } }] };
        var any = new SequenceSpec(buckets.Range, [new Selector(null)], TiesMatter: false);
        if (!isPlain || !runner.IsIndexed(question, any))
            return false;
        if (cut.IsOpen)
            cut = cut with { IsOpen = false, Labels = await NamesAsync(runner, question, buckets, cancellationToken) };
        // More names do not fit an event's labels.
        if (cut.Labels.Count > (1 << SequenceLabels.Bits) - 2)
            return false;
        var walks = await runner.WalkAsync(
            question,
            any with
            {
                Cuts = [cut],
            },
            () => new CountByNameWalk(cut.Labels.Count + 1, buckets),
            (walk, _, events) => walk.Add(events),
            cancellationToken
        );
        for (var name = 0; name <= cut.Labels.Count; name++)
        {
            double[] values = [.. Enumerable.Range(0, buckets.Count).Select(b => (double)walks.Sum(w => w._counts[name][b]))];
            if (values.Sum() > 0)
                grid.Set(0, (values.Sum(), values), SequenceLabels.All(cut)[name]);
        }

        return true;
    }

    private static async Task<string[]> NamesAsync(
        QuestionRunner runner,
        Question question,
        Buckets buckets,
        CancellationToken cancellationToken
    )
    {
        var source = new EventSource(question.Project, buckets.Range, runner.Persons);
        var rows = await runner.ReadAsync(
            question,
            $"SELECT event FROM events WHERE {source.InRange} AND {SelectorSql.IsBehaviour} GROUP BY event ORDER BY event",
            cancellationToken
        );
        return [.. rows.Select(r => r.String(0))];
    }

    private void Add(ReadOnlySpan<StepEvent> events)
    {
        foreach (var e in events)
            _counts[SequenceLabels.Place(e.Labels, 0)][buckets.IndexOf(e.At)]++;
    }
}
