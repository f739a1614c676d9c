using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Spec;

namespace Cairn.Insights.Funnels;

/// <summary>A number of a funnel's answer.</summary>
/// <param name="Step">Who reached it.</param>
/// <param name="Dropped">Instead who reached the step before it and not it.</param>
/// <param name="Breakdown">A label per breakdown; empty for the total.</param>
/// <param name="T">A bucket of the trend: a funnel of its own over those who entered in it.</param>
/// <param name="FromSeconds">A span of the histogram: who took at least so long from fromStep to toStep.</param>
/// <param name="ToSeconds">And less than so long.</param>
internal sealed record FunnelPointRef(
    int Step,
    bool Dropped,
    IReadOnlyList<string> Breakdown,
    DateTimeOffset? T,
    double? FromSeconds,
    double? ToSeconds
)
{
    /// <summary>Reads <c>{ step?, dropped?, breakdown?, t?, fromSeconds?, toSeconds? }</c>; without a step it is toStep.</summary>
    public static FunnelPointRef Read(SpecNode node, FunnelSpec spec)
    {
        if (node.Object("step", "dropped", "breakdown", "t", "fromSeconds", "toSeconds") is not { } fields)
            return new FunnelPointRef(0, false, [], null, null, null);
        var dropped = fields["dropped"]?.Flag() ?? false;
        var step = fields["step"]?.Whole(dropped ? 1 : 0, spec.Steps.Count - 1) ?? spec.ToStep;
        string[] labels = [.. fields["breakdown"]?.List(0, 3).Select(b => b.Text(0, 8_000)) ?? []];
        if (labels.Length > 0 && labels.Length != spec.Breakdowns.Count)
            fields["breakdown"]?.Fault("wrong_length", "One label per breakdown of the question must stand here.");
        return new FunnelPointRef(step, dropped, labels, PointTime.Read(fields["t"]), Seconds("fromSeconds"), Seconds("toSeconds"));

        double? Seconds(string name)
        {
            if (fields[name] is not { } field)
                return null;
            if (field.Element.ValueKind == System.Text.Json.JsonValueKind.Number && field.Element.TryGetDouble(out var value))
                return value;
            field.Fault("wrong_type", "This must be a number of seconds.");
            return null;
        }
    }
}

/// <summary>Who reached a step, and who did not?</summary>
public sealed class FunnelPersonsQuery(QuestionRunner runner, FunnelQuery funnels, DescribePersons describe)
{
    /// <summary>The persons; null with the faults reported when there is no such point.</summary>
    internal async Task<PersonsBehind?> AskAsync(
        Asked asked,
        FunnelSpec spec,
        FunnelPointRef point,
        int limit,
        string pointer,
        CancellationToken cancellationToken
    )
    {
        if (await funnels.PrepareAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var range = plan.Buckets.Range;
        if (point.T is { } t)
        {
            var bucket = plan.Buckets.IndexOfEdge(t.ToUnixTimeMilliseconds());
            if (spec.View != FunnelView.Trend || bucket < 0 || bucket >= plan.Buckets.Count)
            {
                asked.Errors.Add(pointer + "/t", "unknown_value", "No bucket of the answer begins then. Only a trend has buckets.");
                return null;
            }

            range = plan.Buckets.Inside(bucket);
        }

        var (from, to) = (range.Start.ToUnixTimeMilliseconds(), range.End.ToUnixTimeMilliseconds());
        var found = await runner.WalkAsync(
            asked.Question,
            plan.Sequence,
            () => (Walk: new FunnelWalk(spec), Entities: new List<ulong>()),
            (state, entity, events) =>
            {
                var attempt = state.Walk.Best(events, from, to);
                if (IsBehind(spec, plan, point, events, attempt))
                    state.Entities.Add(entity);
            },
            cancellationToken
        );
        return await describe.AskAsync(
            asked.Question,
            plan.Sequence,
            [.. found.SelectMany(f => f.Entities)],
            limit,
            () => FunnelQuery.Meta(asked, spec, plan),
            cancellationToken
        );
    }

    private static bool IsBehind(
        FunnelSpec spec,
        FunnelPlan plan,
        FunnelPointRef point,
        ReadOnlySpan<StepEvent> events,
        ReadOnlySpan<int> attempt
    )
    {
        if (point.Dropped ? attempt.Length != point.Step : attempt.Length <= point.Step)
            return false;
        if (point.FromSeconds is not null || point.ToSeconds is not null)
        {
            if (attempt.Length <= spec.ToStep)
                return false;
            var seconds = (events[attempt[spec.ToStep]].At - events[attempt[spec.FromStep]].At) / 1000.0;
            if (seconds < (point.FromSeconds ?? 0) || seconds >= (point.ToSeconds ?? double.PositiveInfinity))
                return false;
        }

        return point.Breakdown.Count == 0
            || SequenceLabels
                .Words(FunnelLabels.Of(spec.Attribution, events, attempt, plan.Cuts), plan.Cuts)
                .SequenceEqual(point.Breakdown);
    }
}
