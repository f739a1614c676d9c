using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Spec;

namespace Cairn.Insights.Correlations;

/// <summary>A count of a correlation's answer: <c>{ success, event? }</c> or <c>{ success, property, value }</c>.</summary>
internal sealed record CorrelationPointRef(bool IsSuccess, string? Event, string? Property, string? Value)
{
    public static CorrelationPointRef Read(SpecNode node)
    {
        if (node.Object("success", "event", "property", "value") is not { } fields)
            return new CorrelationPointRef(true, null, null, null);
        var point = new CorrelationPointRef(
            fields.Required("success")?.Flag() ?? true,
            fields["event"]?.Text(1, 200),
            fields["property"]?.Text(1, 400),
            fields["value"]?.Text(0, 8_000)
        );
        if (point.Property is null != point.Value is null)
            node.Fault("required", "A property needs a value, and a value a property.");
        return point;
    }
}

/// <summary>Who is behind a count of a correlation?</summary>
public sealed class CorrelationPersonsQuery(QuestionRunner runner, CorrelationQuery correlations, DescribePersons describe)
{
    /// <summary>The persons; null with the faults reported.</summary>
    internal async Task<PersonsBehind?> AskAsync(
        Asked asked,
        CorrelationSpec spec,
        CorrelationPointRef point,
        int limit,
        CancellationToken cancellationToken
    )
    {
        if (await correlations.PlanAsync(asked, spec, cancellationToken) is not { } plan)
            return null;
        var (question, selectors) = (asked.Question, plan.Sequence.Selectors);
        var owners = point.Property is { } name
            ? await PropertyTraits.OwnersAsync(runner, question, name, point.Value!, cancellationToken)
            : null;
        // The event looked for is one selector more, the last.
        Selector[] looked = point.Event is { } wanted ? [.. selectors, new Selector(wanted)] : [.. selectors];
        var (bit, own) = (1u << selectors.Count, plan.Own);
        var found = await runner.WalkAsync(
            question,
            plan.Sequence with
            {
                Selectors = looked,
            },
            () => (Outcome: plan.MakeOutcome(), Persons: new List<ulong>()),
            (state, person, events) =>
            {
                if (state.Outcome.Of(events) is { } result && result.IsSuccess == point.IsSuccess && owners?.Contains(person) != false)
                {
                    var did = point.Event is null;
                    foreach (var e in events)
                        did |= (e.Mask & bit) != 0 && (e.Mask & own) == 0 && e.At >= result.From && e.At <= result.To;
                    if (did)
                        state.Persons.Add(person);
                }
            },
            cancellationToken
        );
        return await describe.AskAsync(
            question,
            plan.Sequence,
            [.. found.SelectMany(f => f.Persons)],
            limit,
            () => question.Meta(plan.Range, asked.Body.Element, CorrelationSemantics.Of(spec)),
            cancellationToken
        );
    }
}
