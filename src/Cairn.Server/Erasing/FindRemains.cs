using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>Is anything left, or there again, of erased ids that are known by their hashes only?</summary>
internal sealed class FindRemains(ScanOwnIds scan, DeadLetters letters, MasterKey master)
{
    /// <param name="before">Of events with lower sequences only; null: of all, so that whoever came back is found too.</param>
    /// <returns>Ids that are in the store or in a dead letter.</returns>
    public async Task<int> CountAsync(ProjectId project, IReadOnlySet<string> hashes, ulong? before, CancellationToken cancellationToken)
    {
        var hashOf = master.HashesOf(project);
        var found = new HashSet<ulong>();
        await scan.RunAsync(project, before, Look, cancellationToken);
        foreach (var letter in letters.List(project: project).Where(l => before is null || l.Sequence < before))
            Look(PersonId.Of(project, letter.Event.DistinctId).Value);
        return found.Count;

        void Look(ulong own)
        {
            if (hashes.Contains(hashOf(new PersonId(own))))
                found.Add(own);
        }
    }
}
