using Cairn.Query.Sequences;

namespace Cairn.Insights.Funnels;

/// <summary>Which rules decided an answer's numbers, as sentences for <c>meta.semantics</c>. In full: <c>docs/semantics/funnels.md</c>.</summary>
internal static class FunnelSemantics
{
    public static IReadOnlyList<string> Of(FunnelSpec spec)
    {
        var who = spec.By.Kind switch
        {
            EntityKind.Session => "Each session",
            EntityKind.Group => $"Each {spec.By.GroupType}",
            _ => "Each person, after merges,",
        };
        var rules = new List<string>
        {
            $"{who} counts once, with the attempt that comes farthest; of several the first to do so. The SQL reads the events, Cairn walks over them.",
            "The first step lies in the range; the last may come after it, within the window from the first step, both ends included. Days of a window have 24 hours, months 30 days.",
            spec.Order switch
            {
                FunnelOrder.Strict => "Strict: nothing else happens between steps but $identify, $alias, $set, $group and $engagement.",
                FunnelOrder.Any => "Any order: step n counts those who took n different steps; every step needs an event of its own.",
                _ => "Ordered: anything may happen between steps; every step needs an event of its own.",
            },
            "Events at the same instant count in the order of the steps.",
        };
        if (spec.Exclusions.Count > 0)
            rules.Add(
                "Exclusions as in PostHog: whoever does it after step from and before step to, within the window, is out of the funnel altogether, whether or not they would have gone on; after the last step nothing excludes."
            );
        if (spec.View == FunnelView.Trend)
            rules.Add("Each bucket is a funnel of its own over the entries that lie in it, so somebody may count in several.");
        if (spec.Breakdowns.Count > 0)
            rules.Add(
                spec.Attribution.Step is { } step
                    ? $"The breakdown's value is that of the event of step {step}; whoever did not reach it is in \"(none)\"."
                    : $"The breakdown's value is that of the {(spec.Attribution.IsLast ? "last" : "first")} event of the attempt that has one."
            );
        return rules;
    }
}
