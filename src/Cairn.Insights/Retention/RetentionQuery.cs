using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Insights.Retention;

/// <summary>Answers a retention question.</summary>
public sealed class RetentionQuery(QuestionRunner runner)
{
    /// <summary>Numbers that one answer may hold, over all breakdowns.</summary>
    public const long MostCells = 500_000;

    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<RetentionResult?> AskAsync(Asked asked, RetentionSpec spec, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var tallies = await runner.WalkAsync(
            asked.Question,
            plan.Sequence,
            () => new RetentionTally(plan),
            RetentionTally.Visit,
            cancellationToken
        );
        return RetentionTable.Of(plan, tallies, Meta(asked, plan));
    }

    /// <summary>What has to be known before the walk; null with the faults reported.</summary>
    internal async Task<RetentionPlan?> PrepareAsync(Asked asked, RetentionSpec spec, CancellationToken cancellationToken)
    {
        var (question, errors) = (asked.Question, asked.Errors);
        var range = await runner.ResolveAsync(question, spec.Range, errors, asked.At("/range"), cancellationToken);
        await runner.CheckRegexesAsync(spec.Filters().Select(f => (f.Filter, asked.At(f.Pointer))), errors, cancellationToken);
        var cohorts = range is null ? null : Buckets.Cut(range, spec.Interval, spec.Range.WeekStart);
        var all = cohorts?.WithMore(spec.Periods.Reach);
        // ClickHouse knows no later time than 2299.
        if (all?.Range.End.Year > 2_200)
            all = null;
        if (range is not null && all is null)
            errors.Add(
                asked.At("/interval"),
                "too_many_buckets",
                $"Range and periods make more than {Buckets.Most:N0} buckets. Choose a wider interval, fewer periods or a shorter range."
            );
        var tables = spec.Breakdowns.Aggregate(1L, (product, b) => product * ((b.Bins ?? b.Limit) + 2));
        if (cohorts is not null && tables * cohorts.Count * (spec.Periods.Count + 1) > MostCells)
            errors.Add(
                asked.At(spec.Breakdowns.Count > 0 ? "/breakdowns" : "/periods"),
                "too_many_points",
                $"That makes more than {MostCells:N0} numbers. Choose smaller limits, a wider interval, fewer periods or a shorter range."
            );
        if (errors.Any || cohorts is null || all is null)
            return null;

        // Events of a bucket come united, so a range that ends inside a bucket must say which of them are starts.
        var start = all.IndexOfEdge(cohorts.Range.End.ToUnixTimeMilliseconds()) >= 0 ? spec.Start : spec.Start.Before(cohorts.Range.End);
        var cuts = new List<BreakdownCut>();
        foreach (var breakdown in spec.Breakdowns)
            cuts.Add(
                await BreakdownRanking.CutAsync(
                    runner,
                    question,
                    new SequenceSpec(all.Range, [start.Before(cohorts.Range.End)], spec.Filter),
                    breakdown,
                    cancellationToken
                )
            );
        var sequence = new SequenceSpec(
            all.Range,
            [start, spec.Return],
            spec.Filter,
            Cuts: cuts,
            Grain: cuts.Count == 0 ? all : null,
            BitOrder: false
        );
        var earlier =
            spec.Cohort == CohortRule.FirstEver
                ? await EarlierPersons.AskAsync(
                    runner,
                    question,
                    spec.Start,
                    spec.Filter,
                    cohorts.Range,
                    cohorts.Range.Start,
                    cancellationToken
                )
                : [];
        return new RetentionPlan(spec, cohorts, all, sequence, cuts, earlier, question.Now);
    }

    internal static QueryMeta Meta(Asked asked, RetentionPlan plan) =>
        asked.Question.Meta(
            plan.Cohorts.Range,
            asked.Body.Element,
            RetentionSemantics.Of(plan.Spec),
            plan.Cohorts.PartialFrom(asked.Question.Now)
        );
}
