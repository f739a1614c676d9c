using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Cairn.Query;
using Cairn.Query.Filters;
using Cairn.Query.Sequences;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Funnels;

/// <summary>Reads the JSON of a funnel question.</summary>
public static class FunnelReader
{
    public const int MostSteps = 20;

    /// <summary>Steps and exclusions share the bits of a mask.</summary>
    public const int MostExclusions = SequenceSpec.MostSelectors - MostSteps;

    private const long _longestWindowMs = 3_660L * 24 * 3_600_000;

    private static readonly FrozenDictionary<string, FunnelOrder> _orders = new Dictionary<string, FunnelOrder>
    {
        ["ordered"] = FunnelOrder.Ordered,
        ["strict"] = FunnelOrder.Strict,
        ["any"] = FunnelOrder.Any,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FunnelView> _views = new Dictionary<string, FunnelView>
    {
        ["steps"] = FunnelView.Steps,
        ["trend"] = FunnelView.Trend,
        ["time_to_convert"] = FunnelView.TimeToConvert,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, long> _units = new Dictionary<string, long>
    {
        ["second"] = 1_000,
        ["minute"] = 60_000,
        ["hour"] = 3_600_000,
        ["day"] = 24L * 3_600_000,
        ["week"] = 7 * 24L * 3_600_000,
        ["month"] = 30 * 24L * 3_600_000,
    }.ToFrozenDictionary();

    private static readonly string[] _fields =
    [
        "kind",
        "range",
        "filter",
        "steps",
        "order",
        "window",
        "exclusions",
        "by",
        "breakdowns",
        "attribution",
        "view",
        "interval",
        "fromStep",
        "toStep",
    ];

    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static FunnelSpec? Read(SpecNode body)
    {
        if (body.Object(_fields) is not { } fields)
            return null;
        var range = fields.Required("range") is { } r ? RangeReader.Read(r) : null;
        Selector[] steps = [.. fields.Required("steps")?.List(2, MostSteps).Select(step => Selector.Read(step)) ?? []];
        var order = fields["order"]?.Word(_orders) ?? FunnelOrder.Ordered;
        var last = Math.Max(1, steps.Length - 1);
        var (fromStep, toStep) = (fields["fromStep"]?.Whole(0, last - 1) ?? 0, fields["toStep"]?.Whole(1, last) ?? last);
        if (toStep <= fromStep)
            (fields["toStep"] ?? fields["fromStep"])?.Fault("invalid_value", "toStep must be greater than fromStep. Steps count from 0.");
        var spec = new FunnelSpec(
            range!,
            steps,
            order,
            fields.Required("window") is { } window ? ReadWindow(window) : new FunnelWindow(1, "day", 1),
            [.. fields["exclusions"]?.List(0, MostExclusions).Select(e => ReadExclusion(e, steps, order)) ?? []],
            fields["by"] is { } by ? ReadBy(by) : EntityBy.Person,
            Breakdown.ReadAll(fields["breakdowns"]),
            fields["attribution"] is { } attribution ? ReadAttribution(attribution, steps.Length) : new FunnelAttribution(false, null),
            fields["view"]?.Word(_views) ?? FunnelView.Steps,
            fields["interval"]?.Word(TimeWords.Intervals) ?? Interval.Day,
            fromStep,
            toStep,
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null
        );
        return body.Errors.Any ? null : spec;
    }

    internal static FunnelWindow ReadWindow(SpecNode node)
    {
        if (node.Object("value", "unit") is not { } fields)
            return new FunnelWindow(1, "day", 1);
        var value = fields.Required("value")?.Whole(1, int.MaxValue) ?? 1;
        var unit = fields.Required("unit");
        var ms = unit?.Word(_units) ?? 1;
        if (value * ms > _longestWindowMs)
            fields["value"]?.Fault("invalid_value", "A window may be 3,660 days long.");
        return new FunnelWindow(value, unit?.Element.ToString() ?? "", value * ms);
    }

    private static FunnelExclusion ReadExclusion(SpecNode node, Selector[] steps, FunnelOrder order)
    {
        if (node.Object([.. Selector.Fields, "from", "to"]) is not { } fields)
            return new FunnelExclusion(new Selector(null), 0, 1);
        var last = Math.Max(1, steps.Length - 1);
        var selector = Selector.Read(fields);
        var from = fields.Required("from")?.Whole(0, last) ?? 0;
        var to = fields.Required("to")?.Whole(0, last) ?? last;
        if (to <= from && fields.Has("from") && fields.Has("to"))
            fields["to"]
                ?.Fault("invalid_exclusion", "An exclusion's to must be greater than its from: it is looked for between two steps.");
        else if (order == FunnelOrder.Any && (from, to) != (0, last))
            node.Fault("invalid_exclusion", $"Steps in any order have no between: an exclusion must reach from 0 to {last}.");
        else if (steps.Skip(from).Take(to - from + 1).Any(s => s.Event == selector.Event && s.Where is null && selector.Where is null))
            node.Fault("invalid_exclusion", "An exclusion must not be one of the steps that it stands between.");
        return new FunnelExclusion(selector, from, to);
    }

    private static EntityBy ReadBy(SpecNode node)
    {
        var word = node.Kind == JsonValueKind.String ? node.Element.GetString()! : "";
        if (word.StartsWith("group:", StringComparison.Ordinal) && word.Length is > 6 and <= 206)
        {
            if (node.Errors.IsOfOnePerson)
                node.Fault(ProblemCodes.SelfOnly, "Groups are about others too. Ask by person or session.");
            return new EntityBy(EntityKind.Group, word["group:".Length..]);
        }

        if (word is "person" or "session")
            return new EntityBy(word == "session" ? EntityKind.Session : EntityKind.Person);
        node.Fault("unknown_value", "by must be person, session or group:<type>.");
        return EntityBy.Person;
    }

    private static FunnelAttribution ReadAttribution(SpecNode node, int steps)
    {
        var word = node.Kind == JsonValueKind.String ? node.Element.GetString()! : "";
        if (word is "first" or "last")
            return new FunnelAttribution(word == "last", null);
        if (
            word.StartsWith("step:", StringComparison.Ordinal)
            && int.TryParse(word.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && step < steps
        )
            return new FunnelAttribution(false, step);
        node.Fault("unknown_value", $"attribution must be first, last or step:<n>, n from 0 to {Math.Max(0, steps - 1)}.");
        return new FunnelAttribution(false, null);
    }
}
