using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Funnels;
using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Spec;

namespace Cairn.Insights.Discovery;

/// <summary>Finds the ways that lead to a goal.</summary>
public sealed class DiscoveryQuery(QuestionRunner runner, FunnelQuery funnels)
{
    /// <summary>Ways whose funnels are asked, before the most telling are kept.</summary>
    private const int Candidates = 20;

    private static readonly string[] _noStep = [EventNames.PageLeave, EventNames.WebVitals, EventNames.Exception, EventNames.Request];

    /// <summary>The answer; null when the question cannot be asked of this project at this time, with the faults reported.</summary>
    public async Task<DiscoveryResult?> AskAsync(Asked asked, DiscoverySpec spec, CancellationToken cancellationToken)
    {
        var question = asked.Question;
        var range = await runner.ResolveAsync(question, spec.Range, asked.Errors, asked.At("/range"), cancellationToken);
        (Filter? Filter, string Pointer)[] filters = [(spec.Filter, "/filter"), (spec.Goal.Where, "/goal/where")];
        await runner.CheckRegexesAsync(
            filters.Where(f => f.Filter is not null).Select(f => (f.Filter!, asked.At(f.Pointer))),
            asked.Errors,
            cancellationToken
        );
        if (range is null || asked.Errors.Any)
            return null;
        var any = new SequenceSpec(range, [new Selector(null)], spec.Filter);
        var byName = new Breakdown(new PropertyRef(PropertyScope.Event, "event"), DiscoverySpec.MostEvents, null);
        var names = await BreakdownRanking.CutAsync(runner, question, any, byName, cancellationToken);
        var passedOver = names.Labels.Select((name, i) => (name, i)).Where(n => _noStep.Contains(n.name)).Select(n => n.i).ToHashSet();
        var seen = await runner.WalkAsync(
            question,
            new SequenceSpec(range, [spec.Goal], spec.Filter, WithOthers: true, Cuts: [names]),
            () => new WaysToGoal(spec, range, passedOver),
            WaysToGoal.Visit,
            cancellationToken
        );
        byte[][] ways = [.. seen.SelectMany(s => s.Ways)];
        var least = Math.Max(2, (int)Math.Ceiling(spec.MinShare * ways.Length));
        var candidates = FrequentSequences
            .Find(ways, least, spec.Steps - 1)
            .OrderByDescending(f => f.Ways * f.Events.Length)
            .ThenBy(f => Convert.ToHexString(f.Events), StringComparer.Ordinal)
            .Take(Candidates);
        var baseRate = FunnelNumbers.Rate(ways.Length, seen.Sum(s => s.Active));
        var items = new List<DiscoveredFunnel>();
        foreach (var (events, count) in candidates)
        {
            string[] steps = [.. events.Select(e => names.Labels[e])];
            items.Add(await AskFunnelAsync(asked, spec, steps, (double)count / ways.Length, baseRate, cancellationToken));
        }

        return new DiscoveryResult(
            ways.Length,
            baseRate,
            [
                .. items
                    .OrderByDescending(i => i.Share * (i.Lift ?? 0))
                    .ThenByDescending(i => i.Events.Count)
                    .ThenBy(i => string.Join('\n', i.Events), StringComparer.Ordinal)
                    .Take(spec.Limit),
            ],
            question.Meta(range, asked.Body.Element, Semantics(spec))
        );
    }

    /// <summary>The numbers of a way are those of its funnel, asked like any other.</summary>
    private async Task<DiscoveredFunnel> AskFunnelAsync(
        Asked asked,
        DiscoverySpec spec,
        string[] events,
        double share,
        double? baseRate,
        CancellationToken cancellationToken
    )
    {
        var body = asked.Body.Element;
        var steps = new JsonArray([.. events.Select(e => new JsonObject { ["event"] = e })]);
        steps.Add(JsonObject.Create(body.GetProperty("goal")));
        var query = new JsonObject
        {
            ["kind"] = "funnel",
            ["range"] = JsonObject.Create(body.GetProperty("range")),
            ["steps"] = steps,
            ["window"] = new JsonObject { ["value"] = spec.Window.Value, ["unit"] = spec.Window.Unit },
        };
        if (spec.Filter is not null)
            query["filter"] = JsonObject.Create(body.GetProperty("filter"));
        var errors = new SpecErrors { Cohorts = asked.Errors.Cohorts };
        var node = SpecBody.Read(Encoding.UTF8.GetBytes(query.ToJsonString()), errors)!.Value;
        var funnel = FunnelReader.Read(node);
        var answer = funnel is null ? null : await funnels.AskAsync(new Asked(asked.Question, node), funnel, cancellationToken);
        if (answer is null)
            throw new InvalidOperationException("A discovered funnel has faults: " + JsonSerializer.Serialize(errors.Items));
        var (first, last) = (answer.Steps[0], answer.Steps[^1]);
        return new DiscoveredFunnel(
            [.. events, spec.Goal.Label],
            share,
            first.Count,
            last.Count,
            last.FromFirst,
            baseRate is > 0 ? last.FromFirst / baseRate : null,
            query
        );
    }

    private static IReadOnlyList<string> Semantics(DiscoverySpec spec) =>
        [
            $"A way is a sequence of events, with anything between, that at least {spec.MinShare:0.###} of those who reached the goal went before their first goal in the range, within the window; repeats at once count once; $pageleave, $web_vitals, $exception and $request are passed over.",
            $"Looked at are the {DiscoverySpec.MostEvents} events of most persons, and of each person the last {DiscoverySpec.MostEventsPerPerson} before the goal. Ways that a longer one contains with as many persons are left out.",
            "The numbers of a way are those of its funnel. Ways are ranked by share times lift.",
        ];
}
