using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Funnels;

/// <summary>Answers a funnel question.</summary>
public sealed class FunnelQuery(QuestionRunner runner)
{
    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<FunnelResult?> AskAsync(Asked asked, FunnelSpec spec, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var tallies = await runner.WalkAsync(
            asked.Question,
            plan.Sequence,
            () => new FunnelTally(spec, plan.Buckets, plan.Cuts),
            FunnelTally.Visit,
            cancellationToken
        );
        var steps = spec.Steps.Count;
        var byLabels = tallies
            .SelectMany(t => t.ByLabels)
            .GroupBy(p => p.Key)
            .ToDictionary(g => g.Key, g => FunnelCounts.Sum(steps, g.Select(p => p.Value)));
        return new FunnelResult(
            FunnelNumbers.Steps(spec.Steps, FunnelCounts.Sum(steps, byLabels.Values)),
            plan.Cuts.Count == 0 ? null : Breakdowns(spec, byLabels, plan.Cuts),
            spec.View == FunnelView.Trend ? Trend(plan.Buckets, tallies) : null,
            spec.View == FunnelView.TimeToConvert ? FunnelNumbers.Histogram([.. tallies.SelectMany(t => t.Durations)]) : null,
            Meta(asked, spec, plan)
        );
    }

    /// <summary>What has to be known before the walk; null with the faults reported.</summary>
    internal async Task<FunnelPlan?> PrepareAsync(Asked asked, FunnelSpec spec, CancellationToken cancellationToken)
    {
        var (question, errors) = (asked.Question, asked.Errors);
        var range = await runner.ResolveAsync(question, spec.Range, errors, asked.At("/range"), cancellationToken);
        await runner.CheckRegexesAsync(spec.Filters().Select(f => (f.Filter, asked.At(f.Pointer))), errors, cancellationToken);
        var interval = spec.View == FunnelView.Trend ? spec.Interval : Interval.Month;
        var buckets = range is null ? null : Buckets.Cut(range, interval, spec.Range.WeekStart);
        if (range is not null && buckets is null)
            errors.Add(
                asked.At("/interval"),
                "too_many_buckets",
                $"The range makes more than {Buckets.Most:N0} buckets. Choose a wider interval or a shorter range."
            );
        if (errors.Any || buckets is null)
            return null;
        // The window's end is included, the scan's is not.
        var scan = buckets.Range with
        {
            End = buckets.Range.End.AddMilliseconds(spec.Window.Milliseconds),
        };
        var cuts = new List<BreakdownCut>();
        foreach (var breakdown in spec.Breakdowns)
            cuts.Add(await CutAsync(question, spec, breakdown, scan, cancellationToken));
        var sequence = new SequenceSpec(scan, spec.Selectors, spec.Filter, spec.By, spec.Order == FunnelOrder.Strict, cuts);
        return new FunnelPlan(buckets, cuts, sequence);
    }

    internal static QueryMeta Meta(Asked asked, FunnelSpec spec, FunnelPlan plan) =>
        asked.Question.Meta(
            plan.Buckets.Range,
            asked.Body.Element,
            FunnelSemantics.Of(spec),
            // Whoever enters in it may still convert.
            spec.View == FunnelView.Trend
                ? plan.Buckets.PartialFrom(asked.Question.Now.AddMilliseconds(-spec.Window.Milliseconds))
                : null
        );

    /// <summary>The labels that stand alone: those of most entities among the steps' events, or among those of the step that gives the value.</summary>
    private async Task<BreakdownCut> CutAsync(
        Question question,
        FunnelSpec spec,
        Breakdown breakdown,
        TimeRange scan,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Selector> steps = spec.Attribution.Step is { } only ? [spec.Steps[only]] : spec.Steps;
        return await BreakdownRanking.CutAsync(
            runner,
            question,
            new SequenceSpec(scan, steps, spec.Filter, spec.By),
            breakdown,
            cancellationToken
        );
    }

    private static IReadOnlyList<FunnelBreakdown> Breakdowns(
        FunnelSpec spec,
        Dictionary<uint, FunnelCounts> byLabels,
        IReadOnlyList<BreakdownCut> cuts
    )
    {
        var rows = byLabels.Select(p => (Words: SequenceLabels.Words(p.Key, cuts), p.Key, Counts: p.Value)).ToArray();
        return
        [
            .. rows.OrderBy(r =>
                    r.Words.Contains(Breakdown.None) ? 2
                    : r.Words.Contains(Breakdown.Other) ? 1
                    : 0
                )
                .ThenByDescending(r => r.Counts.Reached[0])
                .ThenBy(r => r.Key)
                .Select(r => new FunnelBreakdown(r.Words, FunnelNumbers.Steps(spec.Steps, r.Counts))),
        ];
    }

    private static IReadOnlyList<FunnelPoint> Trend(Buckets buckets, IReadOnlyList<FunnelTally> tallies) =>
        [
            .. Enumerable
                .Range(0, buckets.Count)
                .Select(b =>
                {
                    var (entered, converted) = (tallies.Sum(t => t.Entered[b]), tallies.Sum(t => t.Converted[b]));
                    return new FunnelPoint(buckets.Start(b), entered, converted, FunnelNumbers.Rate(converted, entered));
                }),
        ];
}

/// <summary>A funnel ready to be walked.</summary>
/// <param name="Buckets">The range; cut by the interval for a trend.</param>
internal sealed record FunnelPlan(Buckets Buckets, IReadOnlyList<BreakdownCut> Cuts, SequenceSpec Sequence);
