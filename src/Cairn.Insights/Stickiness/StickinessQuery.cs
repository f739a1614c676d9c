using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Stickiness;

/// <summary>Answers a stickiness question, and says who is behind its numbers.</summary>
public sealed class StickinessQuery(QuestionRunner runner, DescribePersons describe)
{
    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<StickinessResult?> AskAsync(Asked asked, StickinessSpec spec, CancellationToken cancellationToken)
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var (now, before) = plan;
        var persons = await CountAsync(asked.Question, spec, now, cancellationToken);
        var previous = before is null ? null : await CountAsync(asked.Question, spec, before, cancellationToken);
        return new StickinessResult(persons.Persons, persons.Total, previous, Meta(asked, now));
    }

    /// <summary>The persons of one number; null with the faults reported when there is no such point.</summary>
    internal async Task<PersonsBehind?> PersonsAsync(
        Asked asked,
        StickinessSpec spec,
        StickinessPointRef point,
        int limit,
        string pointer,
        CancellationToken cancellationToken
    )
    {
        if (await PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var buckets = point.Previous ? plan.Before : plan.Now;
        if (buckets is null)
            asked.Errors.Add(pointer + "/previous", "unexpected_value", "The question compares with no other period.");
        else if (point.Intervals > buckets.Count)
            asked.Errors.Add(pointer + "/intervals", "unknown_value", $"The period has {buckets.Count:N0} buckets.");
        if (buckets is null || asked.Errors.Any)
            return null;
        var sequence = Sequence(spec, buckets);
        var found = await runner.WalkAsync(
            asked.Question,
            sequence,
            () => new List<ulong>(),
            (persons, person, events) =>
            {
                if (point.Intervals is not { } wanted || ActiveBuckets(buckets, events) == wanted)
                    persons.Add(person);
            },
            cancellationToken
        );
        return await describe.AskAsync(
            asked.Question,
            sequence,
            [.. found.SelectMany(f => f)],
            limit,
            () => Meta(asked, buckets),
            cancellationToken
        );
    }

    /// <summary>The range and the compared period in buckets; null with the faults reported.</summary>
    private async Task<(Buckets Now, Buckets? Before)?> PrepareAsync(Asked asked, StickinessSpec spec, CancellationToken cancellationToken)
    {
        var (question, errors) = (asked.Question, asked.Errors);
        var range = await runner.ResolveAsync(question, spec.Range, errors, asked.At("/range"), cancellationToken);
        await runner.CheckRegexesAsync(spec.Filters().Select(f => (f.Filter, asked.At(f.Pointer))), errors, cancellationToken);
        var now = Cut(range);
        var before = spec.Compare is { } compare ? Cut(range?.ComparedBy(compare)) : null;
        return errors.Any || now is null ? null : (now, before);

        Buckets? Cut(TimeRange? period)
        {
            var buckets = period is null ? null : Buckets.Cut(period, spec.Interval, spec.Range.WeekStart);
            if (period is not null && buckets is null)
                errors.Add(
                    asked.At("/interval"),
                    "too_many_buckets",
                    $"The range makes more than {Buckets.Most:N0} buckets. Choose a wider interval or a shorter range."
                );
            return buckets;
        }
    }

    private static SequenceSpec Sequence(StickinessSpec spec, Buckets buckets) =>
        new(buckets.Range, [spec.Selector], spec.Filter, Grain: buckets);

    private static int ActiveBuckets(Buckets buckets, ReadOnlySpan<StepEvent> events)
    {
        var (active, last) = (0, -1);
        foreach (var e in events)
        {
            var bucket = buckets.IndexOf(e.At, Math.Max(0, last));
            active += bucket == last ? 0 : 1;
            last = bucket;
        }

        return active;
    }

    private async Task<StickinessPeriod> CountAsync(
        Question question,
        StickinessSpec spec,
        Buckets buckets,
        CancellationToken cancellationToken
    )
    {
        var tallies = await runner.WalkAsync(
            question,
            Sequence(spec, buckets),
            () => new long[buckets.Count],
            (counts, _, events) => counts[ActiveBuckets(buckets, events) - 1]++,
            cancellationToken
        );
        var sums = Enumerable.Range(0, buckets.Count).Select(i => tallies.Sum(t => t[i])).ToArray();
        return new StickinessPeriod([.. sums.Select((persons, i) => new StickinessCount(i + 1, persons))], sums.Sum());
    }

    private static QueryMeta Meta(Asked asked, Buckets buckets) =>
        asked.Question.Meta(
            buckets.Range,
            asked.Body.Element,
            [
                "A person, after merges, counts once: by the number of buckets of the range with a matching event of theirs.",
                "Buckets are calendar spans of the time zone; the total is everybody with a matching event. The SQL reads the events, Cairn walks over them.",
            ],
            buckets.PartialFrom(asked.Question.Now)
        );
}
