using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Store.Keeping;

namespace Cairn.Server.Keeping;

/// <summary>What would these rules delete now, and which questions would notice?</summary>
internal sealed class PreviewRules(CountPastEvents count, SpoolDrain drain, TimeProvider time)
{
    public async Task<(PastCount Count, KeepCutoffs Cutoffs)> RunAsync(
        ProjectId project,
        KeepRules rules,
        CancellationToken cancellationToken
    )
    {
        var cutoffs = rules.CutoffsAt(time.GetUtcNow());
        return (await count.RunAsync(new PastEvents(project, cutoffs, drain.StoredBefore), cancellationToken), cutoffs);
    }

    public static IReadOnlyList<string> Changes(PastCount count, KeepCutoffs cutoffs)
    {
        if (count.Events == 0)
            return [];
        var changes = new List<string>();
        if (cutoffs.Default is { } before)
            changes.Add(
                $"Questions about days before {before:yyyy-MM-dd} (UTC) will count nothing"
                    + (cutoffs.Events.Count == 0 ? "." : ", but for events with rules of their own.")
            );
        if (count.Names.Count > 0 && cutoffs.Events.Any(e => e.Before is not null))
            changes.Add(
                "Events with rules of their own will be missing from older days, so totals over any event, sums and rates change there."
            );
        changes.Add(
            "Retention by first time, lifecycle and first or last seen will begin at a person's oldest kept event: who was there before may count as new."
        );
        changes.Add("Funnels, paths and sessions that began before and went on after will be cut.");
        changes.Add("Persons, their properties and who was merged with whom stay.");
        return changes;
    }
}
