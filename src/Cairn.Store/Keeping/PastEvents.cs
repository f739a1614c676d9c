using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Keeping;

/// <summary>Which events are past their time: the same rows whoever asks (preview, archive, deletion), however often. Nothing joins them later: events of
/// sequences below <paramref name="Before"/> are all in the table.</summary>
/// <param name="Before">A sequence: events from it on are left alone.</param>
public sealed record PastEvents(ProjectId Project, KeepCutoffs Cutoffs, ulong Before)
{
    /// <summary>A condition on rows of <c>events</c>.</summary>
    public Sql Where()
    {
        if (Cutoffs.Latest is not { } latest)
            return $"project_id = {Project} AND false";
        return $"project_id = {Project} AND timestamp < {latest} AND sequence < {Before} AND ({Sql.Join(" OR ", Rules())})";
    }

    private List<Sql> Rules()
    {
        var rules = new List<Sql>();
        if (Cutoffs.Default is { } before)
        {
            IReadOnlyList<string> own = [.. Cutoffs.Events.Select(e => e.Event)];
            Sql others = own.Count == 0 ? Sql.Empty : $" AND event NOT IN {own}";
            rules.Add($"(timestamp < {before}{others})");
        }

        foreach (var e in Cutoffs.Events)
            if (e.Before is { } own)
                rules.Add($"(event = {e.Event} AND timestamp < {own})");
        return rules;
    }
}
