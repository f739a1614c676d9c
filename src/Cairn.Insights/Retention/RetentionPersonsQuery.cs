using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Spec;

namespace Cairn.Insights.Retention;

/// <summary>A number of a retention answer.</summary>
/// <param name="Cohort">Its start as the answer gives it.</param>
/// <param name="Period">0: everybody in the cohort.</param>
/// <param name="Dropped">Instead those of the cohort who were not seen in the period.</param>
/// <param name="Breakdown">A label per breakdown; empty for the total.</param>
internal sealed record RetentionPointRef(DateTimeOffset Cohort, int Period, bool Dropped, IReadOnlyList<string> Breakdown)
{
    /// <summary>Reads <c>{ cohort, period?, dropped?, breakdown? }</c>.</summary>
    public static RetentionPointRef Read(SpecNode node, RetentionSpec spec)
    {
        if (node.Object("cohort", "period", "dropped", "breakdown") is not { } fields)
            return new RetentionPointRef(default, 0, false, []);
        string[] labels = [.. fields["breakdown"]?.List(0, 3).Select(b => b.Text(0, 8_000)) ?? []];
        if (labels.Length > 0 && labels.Length != spec.Breakdowns.Count)
            fields["breakdown"]?.Fault("wrong_length", "One label per breakdown of the question must stand here.");
        return new RetentionPointRef(
            PointTime.Read(fields.Required("cohort")) ?? default,
            fields["period"]?.Whole(0, spec.Periods.Count) ?? 0,
            fields["dropped"]?.Flag() ?? false,
            labels
        );
    }
}

/// <summary>Who came back, and who did not?</summary>
public sealed class RetentionPersonsQuery(QuestionRunner runner, RetentionQuery retention, DescribePersons describe)
{
    /// <summary>The persons; null with the faults reported when there is no such point.</summary>
    internal async Task<PersonsBehind?> AskAsync(
        Asked asked,
        RetentionSpec spec,
        RetentionPointRef point,
        int limit,
        string pointer,
        CancellationToken cancellationToken
    )
    {
        if (await retention.PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var cohort = plan.Cohorts.IndexOfEdge(point.Cohort.ToUnixTimeMilliseconds());
        if (cohort < 0 || cohort >= plan.Cohorts.Count)
        {
            asked.Errors.Add(pointer + "/cohort", "unknown_value", "No cohort of the answer starts then.");
            return null;
        }

        var found = await runner.WalkAsync(
            asked.Question,
            plan.Sequence,
            () => (Walk: plan.NewWalk(), Persons: new List<ulong>()),
            (state, person, events) =>
            {
                if (!plan.Earlier.Contains(person) && IsBehind(plan, state.Walk, point, cohort, events))
                    state.Persons.Add(person);
            },
            cancellationToken
        );
        return await describe.AskAsync(
            asked.Question,
            plan.Sequence,
            [.. found.SelectMany(f => f.Persons)],
            limit,
            () => RetentionQuery.Meta(asked, plan),
            cancellationToken
        );
    }

    private static bool IsBehind(
        RetentionPlan plan,
        RetentionWalk walk,
        RetentionPointRef point,
        int cohort,
        ReadOnlySpan<StepEvent> events
    )
    {
        foreach (var (bucket, labels) in walk.Starts(events))
        {
            if (bucket != cohort)
                continue;
            if (point.Breakdown.Count > 0 && !SequenceLabels.Words(labels, plan.Cuts).SequenceEqual(point.Breakdown))
                return false;
            return (point.Period == 0 || walk.Returns(cohort).Contains(point.Period)) != point.Dropped;
        }

        return false;
    }
}
