using Cairn.Events;
using Cairn.Insights.Funnels;
using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Correlations;

/// <summary>Answers a correlation question.</summary>
public sealed class CorrelationQuery(QuestionRunner runner, FunnelQuery funnels)
{
    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<CorrelationResult?> AskAsync(Asked asked, CorrelationSpec spec, CancellationToken cancellationToken)
    {
        if (await PlanAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var question = asked.Question;
        var events = await BreakdownRanking.CutAsync(
            runner,
            question,
            new SequenceSpec(plan.Sequence.Scan, [new Selector(null)], plan.Sequence.Filter),
            new Breakdown(new PropertyRef(PropertyScope.Event, "event"), CorrelationSpec.MostEvents, null),
            cancellationToken
        );
        var ignored = plan.Own;
        var counts = await runner.WalkAsync(
            question,
            new SequenceSpec(plan.Sequence.Scan, plan.Sequence.Selectors, plan.Sequence.Filter, WithOthers: true, Cuts: [events]),
            () => new TraitCounts(plan.MakeOutcome(), ignored, events.Labels.Count + 2),
            TraitCounts.Visit,
            cancellationToken
        );
        var persons = counts.SelectMany(c => c.Persons).ToDictionary(p => p.Person, p => p.IsSuccess);
        long success = persons.Values.Count(isSuccess => isSuccess);
        var totals = (success, Failure: persons.Count - success);
        var tables = events
            .Labels.Select(
                (name, i) =>
                    new Trait(
                        "event",
                        name,
                        null,
                        null,
                        new ContingencyTable(
                            counts.Sum(c => c.SuccessWith[i]),
                            counts.Sum(c => c.FailureWith[i]),
                            totals.success,
                            totals.Failure
                        )
                    )
            )
            .Concat(
                (await PropertyTraits.AskAsync(runner, question, persons, totals, cancellationToken)).Select(t => new Trait(
                    "person_property",
                    null,
                    t.Name,
                    t.Value,
                    t.Table
                ))
            )
            .Where(t => t.Table.SuccessWith + t.Table.FailureWith > 0);
        var isEnough = Math.Min(totals.success, totals.Failure) >= CorrelationSpec.LeastPerSide;
        return new CorrelationResult(
            totals.success,
            totals.Failure,
            isEnough,
            CorrelationItems.Of([.. tables], isEnough),
            question.Meta(plan.Range, asked.Body.Element, CorrelationSemantics.Of(spec))
        );
    }

    internal async Task<CorrelationPlan?> PlanAsync(Asked asked, CorrelationSpec spec, CancellationToken cancellationToken)
    {
        if (spec is CorrelationSpec.OfFunnel { Funnel: var funnel })
        {
            var inner = asked with { Body = asked.Body with { Pointer = asked.At("/funnel") } };
            return await funnels.PrepareAsync(inner, funnel, cancellationToken) is { } plan
                ? new CorrelationPlan(plan.Buckets.Range, plan.Sequence, () => new Outcome.OfFunnel(funnel, plan.Buckets.Range))
                : null;
        }

        var retention = (CorrelationSpec.OfRetention)spec;
        var (question, errors) = (asked.Question, asked.Errors);
        var range = await runner.ResolveAsync(question, retention.Range, errors, asked.At("/retention/range"), cancellationToken);
        (Filter? Filter, string Pointer)[] filters =
        [
            (retention.Filter, "/retention/filter"),
            (retention.Start.Where, "/retention/start/where"),
            (retention.Return.Where, "/retention/return/where"),
        ];
        await runner.CheckRegexesAsync(
            filters.Where(f => f.Filter is not null).Select(f => (f.Filter!, asked.At(f.Pointer))),
            errors,
            cancellationToken
        );
        if (range is null || errors.Any)
            return null;
        if (Widen(range, retention) is not { } buckets)
        {
            errors.Add(asked.At("/retention/interval"), "too_many_buckets", "Choose a wider interval, a shorter range or fewer periods.");
            return null;
        }

        var end = retention.OrAfter && question.Now > buckets.Range.End ? question.Now : buckets.Range.End;
        return new CorrelationPlan(
            range,
            new SequenceSpec(range with { End = end }, [retention.Start, retention.Return], retention.Filter),
            () => new Outcome.OfRetention(retention, buckets, range, question.Now)
        );
    }

    /// <summary>The range's buckets and as many after it as the last start needs.</summary>
    private static Buckets? Widen(TimeRange range, CorrelationSpec.OfRetention spec)
    {
        if (Buckets.Cut(range, spec.Interval, spec.Range.WeekStart) is not { } own)
            return null;
        var end = own.End(own.Count - 1);
        for (var i = 0; i < spec.Period; i++)
            end = Buckets.Cut(new TimeRange(end, end.AddMilliseconds(1), range.Zone), spec.Interval, spec.Range.WeekStart)!.End(0);
        return Buckets.Cut(range with { End = end }, spec.Interval, spec.Range.WeekStart);
    }
}

/// <summary>What has to be known before the walk.</summary>
internal sealed record CorrelationPlan(TimeRange Range, SequenceSpec Sequence, Func<Outcome> MakeOutcome)
{
    /// <summary>Bits of the selectors that name an event: their events decide the outcome and are no traits. Any event may be one all the same.</summary>
    public uint Own { get; } = Sequence.Selectors.Select((s, i) => s.Event is null ? 0u : 1u << i).Aggregate(0u, (bits, bit) => bits | bit);
}
