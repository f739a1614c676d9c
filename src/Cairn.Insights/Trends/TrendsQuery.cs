using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>Answers a trends question.</summary>
public sealed class TrendsQuery(QuestionRunner runner)
{
    /// <summary>Points that one answer may hold, over all lines.</summary>
    public const long MostPoints = 500_000;

    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<TrendsResult?> AskAsync(Asked asked, TrendsSpec spec, CancellationToken cancellationToken)
    {
        var question = asked.Question;
        if (await PrepareAsync(question, spec, asked.Errors, asked.Body.Pointer, cancellationToken) is not { } buckets)
            return null;
        var range = buckets.Range;
        var cuts = IsCountByEvent(spec)
            ? [new BreakdownCut(spec.Breakdowns[0], [], IsOpen: true)]
            : await CutBreakdownsAsync(question, spec, range, cancellationToken);
        var now = await FillAsync(question, spec, buckets, cuts, cancellationToken);
        if (cuts is [{ IsOpen: true } open])
            cuts = [now.Close(open)];
        TrendsGrid? before = null;
        if (spec.Compare is { } compare)
        {
            var other = Buckets.Cut(range.ComparedBy(compare), spec.Interval, spec.Range.WeekStart);
            before = other is null ? null : await FillAsync(question, spec, other, cuts, cancellationToken);
        }

        return new TrendsResult(
            TrendsLines.Of(spec, now, before, cuts),
            question.Meta(range, asked.Body.Element, TrendsSemantics.Of(spec), buckets.PartialFrom(question.Now))
        );
    }

    /// <summary>The range in buckets; null when the question cannot be asked, with the faults reported.</summary>
    /// <param name="pointer">Where the question stands in the body.</param>
    internal async Task<Buckets?> PrepareAsync(
        Question question,
        TrendsSpec spec,
        SpecErrors errors,
        string pointer,
        CancellationToken cancellationToken
    )
    {
        var range = await runner.ResolveAsync(question, spec.Range, errors, pointer + "/range", cancellationToken);
        await runner.CheckRegexesAsync(spec.Filters().Select(f => (f.Filter, pointer + f.Pointer)), errors, cancellationToken);
        var buckets = range is null ? null : Cut(range, spec, errors, pointer);
        return errors.Any ? null : buckets;
    }

    private static Buckets? Cut(TimeRange range, TrendsSpec spec, SpecErrors errors, string pointer)
    {
        var buckets = Buckets.Cut(range, spec.Interval, spec.Range.WeekStart);
        if (buckets is null)
            errors.Add(
                pointer + "/interval",
                "too_many_buckets",
                $"The range makes more than {Buckets.Most:N0} buckets. Choose a wider interval or a shorter range."
            );
        var lines = spec.Breakdowns.Aggregate((long)spec.Series.Count, (product, b) => product * ((b.Bins ?? b.Limit) + 2));
        if (buckets is not null && lines * buckets.Count > MostPoints)
            errors.Add(
                pointer + "/breakdowns",
                "too_many_points",
                $"Up to {lines:N0} lines of {buckets.Count:N0} points are more than {MostPoints:N0}. Choose smaller limits, a wider interval or a shorter range."
            );
        return buckets;
    }

    /// <summary>Projects have few event names and counts can be added up, so this most common chart needs no read to rank them first: one scan
    /// instead of two.</summary>
    private static bool IsCountByEvent(TrendsSpec spec) =>
        spec.Breakdowns is [{ Bins: null, Property: { Scope: PropertyScope.Event, Name: "event" or "$event" } }]
        && spec.Series.All(s => s.Measure == Measure.Count);

    /// <summary>Decides on labels, one read per breakdown.</summary>
    internal async Task<IReadOnlyList<BreakdownCut>> CutBreakdownsAsync(
        Question question,
        TrendsSpec spec,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var cuts = new List<BreakdownCut>();
        foreach (var breakdown in spec.Breakdowns)
        {
            var source = Source(question, range);
            if (breakdown.Bins is null)
            {
                var rows = await runner.ReadAsync(question, TrendsSql.Ranking(spec, source, breakdown), cancellationToken);
                cuts.Add(new BreakdownCut(breakdown, [.. rows.Select(row => row.String(0))]));
            }
            else
            {
                var rows = await runner.ReadAsync(question, TrendsSql.Span(spec, source, breakdown), cancellationToken);
                cuts.Add(BreakdownCut.Bins(breakdown, rows[0].NullableDouble(0), rows[0].NullableDouble(1)));
            }
        }

        return cuts;
    }

    private async Task<TrendsGrid> FillAsync(
        Question question,
        TrendsSpec spec,
        Buckets buckets,
        IReadOnlyList<BreakdownCut> cuts,
        CancellationToken cancellationToken
    )
    {
        var grid = new TrendsGrid(spec, buckets);
        var bucket = BucketSql.Of(buckets);
        var source = Source(question, buckets.Range);
        if (TrendsWalk.Plan(spec, buckets) is { } plan && runner.IsIndexed(question, plan))
        {
            var walks = await runner.WalkAsync(question, plan, () => TrendsWalk.Start(spec, buckets), TrendsWalk.Visit, cancellationToken);
            for (var i = 0; i < spec.Series.Count; i++)
                grid.Set(i, TrendsWalk.Series(walks, i, spec.Series[i].Measure, buckets));
            return grid;
        }

        if (IsCountByEvent(spec) && await CountByNameWalk.TryFillAsync(runner, question, spec, buckets, grid, cuts[0], cancellationToken))
            return grid;
        if (spec.Cumulative)
        {
            grid.AddCumulative(
                await runner.ReadAsync(question, TrendsSql.Cumulative(spec, source, bucket, cuts), cancellationToken),
                bucket
            );
            return grid;
        }

        grid.AddPoints(await runner.ReadAsync(question, TrendsSql.Points(spec, source, bucket, cuts), cancellationToken), bucket);
        foreach (var (series, i) in spec.Series.Select((s, i) => (s, i)))
        {
            if (series.Measure.TrailingDays() is not { } days)
                continue;
            var windows = TrailingWindows.Of(buckets, days);
            if (windows.AreBuckets)
            {
                grid.TotalIsLast(i);
                continue;
            }

            var trailing = Source(question, buckets.Range with { Start = windows.Start });
            var rows = await runner.ReadAsync(question, TrailingSql.Build(spec, series, trailing, windows, cuts), cancellationToken);
            grid.AddTrailing(rows, i);
        }

        return grid;
    }

    private EventSource Source(Question question, TimeRange range) => new(question.Project, range, runner.Persons);
}
