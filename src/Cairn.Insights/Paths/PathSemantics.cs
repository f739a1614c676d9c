namespace Cairn.Insights.Paths;

/// <summary>Which rules decided an answer's numbers, as sentences for <c>meta.semantics</c>. In full: <c>docs/semantics/paths.md</c>.</summary>
internal static class PathSemantics
{
    public static IReadOnlyList<string> Of(PathSpec spec, bool isCut)
    {
        var rules = new List<string>
        {
            "Each session counts once per link. Sessions are the client's own, else runs of a person's events with gaps under 30 minutes inside the range.",
            spec.ByPage
                ? "Steps are the pages of $pageview (url without query, fragment and slash at the end) and $screen."
                : "Steps are names of events; $identify, $alias, $set, $group and $engagement are passed over.",
            "The same step several times in a row is one; a link's time runs from the last of them. The SQL reads the events, Cairn walks over them.",
            (spec.Start, spec.End) switch
            {
                (null, null) => $"Paths begin where sessions begin; the first {spec.Steps} steps count.",
                (not null, null) => $"Paths begin where a session first comes to the start; the first {spec.Steps} steps from there count.",
                (null, not null) => $"Paths end where a session first comes to the end; the last {spec.Steps} steps up to it count.",
                _ =>
                    $"Paths lead from a session's first start to the first end after it; of those longer than {spec.Steps} steps both ends are kept, the middle is \"{PathQuery.Between}\".",
            },
        };
        if (spec.MinEdge > 1)
            rules.Add($"Links of fewer than {spec.MinEdge:N0} sessions are left out.");
        if (isCut)
            rules.Add($"There are more than {PathQuery.MostLinks:N0} links; the smallest are left out.");
        return rules;
    }
}
