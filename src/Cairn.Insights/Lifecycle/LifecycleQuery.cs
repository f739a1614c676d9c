using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Lifecycle;

/// <summary>Answers a lifecycle question, and says who is behind its numbers.</summary>
public sealed class LifecycleQuery(QuestionRunner runner, DescribePersons describe)
{
    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<LifecycleResult?> AskAsync(Asked asked, LifecycleSpec spec, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var tallies = await runner.WalkAsync(
            asked.Question,
            plan.Sequence,
            () => (Walk: new LifecycleWalk(plan), Counts: new long[plan.Buckets.Count, 4]),
            static (state, person, events) =>
            {
                foreach (var (bucket, status) in state.Walk.Statuses(person, events))
                    state.Counts[bucket, (int)status]++;
            },
            cancellationToken
        );
        return new LifecycleResult(
            [
                .. Enumerable
                    .Range(0, plan.Buckets.Count)
                    .Select(b => new LifecycleBucket(
                        plan.Buckets.Start(b),
                        Sum(b, LifecycleStatus.New),
                        Sum(b, LifecycleStatus.Returning),
                        Sum(b, LifecycleStatus.Resurrecting),
                        Sum(b, LifecycleStatus.Dormant)
                    )),
            ],
            Meta(asked, plan)
        );

        long Sum(int bucket, LifecycleStatus status) => tallies.Sum(t => t.Counts[bucket, (int)status]);
    }

    /// <summary>The persons of one status in one bucket; null with the faults reported when there is no such point.</summary>
    internal async Task<PersonsBehind?> PersonsAsync(
        Asked asked,
        LifecycleSpec spec,
        LifecyclePointRef point,
        int limit,
        string pointer,
        CancellationToken cancellationToken
    )
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var wanted = plan.Buckets.IndexOfEdge(point.T.ToUnixTimeMilliseconds());
        if (wanted < 0 || wanted >= plan.Buckets.Count)
        {
            asked.Errors.Add(pointer + "/t", "unknown_value", "No bucket of the answer begins then.");
            return null;
        }

        var found = await runner.WalkAsync(
            asked.Question,
            plan.Sequence,
            () => (Walk: new LifecycleWalk(plan), Persons: new List<ulong>()),
            (state, person, events) =>
            {
                if (state.Walk.Statuses(person, events).Contains((wanted, point.Status)))
                    state.Persons.Add(person);
            },
            cancellationToken
        );
        return await describe.AskAsync(
            asked.Question,
            plan.Sequence,
            [.. found.SelectMany(f => f.Persons)],
            limit,
            () => Meta(asked, plan),
            cancellationToken
        );
    }

    private async Task<LifecyclePlan?> PrepareAsync(Asked asked, LifecycleSpec spec, CancellationToken cancellationToken)
    {
        var (question, errors) = (asked.Question, asked.Errors);
        var range = await runner.ResolveAsync(question, spec.Range, errors, asked.At("/range"), cancellationToken);
        await runner.CheckRegexesAsync(spec.Filters().Select(f => (f.Filter, asked.At(f.Pointer))), errors, cancellationToken);
        var buckets = range is null ? null : Buckets.Cut(range, spec.Interval, spec.Range.WeekStart);
        var all = buckets?.WithOneBefore();
        if (range is not null && all is null)
            errors.Add(
                asked.At("/interval"),
                "too_many_buckets",
                $"The range makes more than {Buckets.Most - 1:N0} buckets. Choose a wider interval or a shorter range."
            );
        if (errors.Any || buckets is null || all is null)
            return null;
        // Events of a bucket come united, so a range that begins inside a bucket must say which of them lie in it.
        var isWhole = buckets.Start(0) == buckets.Range.Start;
        var sequence = new SequenceSpec(
            all.Range,
            isWhole ? [spec.Selector] : [spec.Selector, spec.Selector.From(buckets.Range.Start)],
            spec.Filter,
            Grain: all
        );
        var earlier = await EarlierPersons.AskAsync(
            runner,
            question,
            spec.Selector,
            spec.Filter,
            all.Range,
            all.Range.Start,
            cancellationToken
        );
        return new LifecyclePlan(buckets, all, sequence, isWhole ? 1u : 2u, earlier);
    }

    private static QueryMeta Meta(Asked asked, LifecyclePlan plan) =>
        asked.Question.Meta(
            plan.Buckets.Range,
            asked.Body.Element,
            [
                "A person, after merges, is active in a bucket with a matching event in the range, and in the bucket before the range with one anywhere in it.",
                "New: first matching event ever, also looked for before the range; returning: active in the bucket before too; resurrecting: active, neither of these.",
                "Dormant: active in the bucket before, not in this one; in a bucket that is not over, not yet. New, returning and resurrecting together are the active persons.",
                "The SQL reads the events, Cairn walks over them.",
            ],
            plan.Buckets.PartialFrom(asked.Question.Now)
        );
}
