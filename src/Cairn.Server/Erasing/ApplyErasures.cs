using Cairn.Events;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Spool;
using Cairn.Server.Starting;
using Cairn.Store.Erasing;
using Cairn.Workspace.Access;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>Erases again what a restored backup brought back. Call it once the server has started on the restored data (both engines, spool and the
/// <c>keys</c> folder) and <c>erasures</c> of the data folder holds the lines from before the restore: every erasure later than the backup is looked up by the
/// hashes of its ids, asked for again under its own id, and runs as it did the first time. Until those are done the restored persons can be seen, so await
/// <see cref="RunAsync"/> before the server takes callers. Safe to run again.</summary>
internal sealed class ApplyErasures(
    ErasureFile file,
    Erasures erasures,
    ScanOwnIds scan,
    MasterKey master,
    RunErasures run,
    SpoolDrain drain,
    KeptParts parts,
    WorkspaceAccess workspace,
    StoreGate gate
)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);

    /// <param name="backupTakenAt">The moment the backup shows. Erasures from a minute before on are applied again: clocks and moments are not exact.</param>
    /// <returns>How many erasures found somebody to erase. The persons are gone when this returns; backups may still have to forget them.</returns>
    public async Task<int> RunAsync(DateTimeOffset backupTakenAt, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        await parts.SettleAllAsync(project: null, cancellationToken);
        await drain.WaitUntilDrainedAsync(cancellationToken); // what waits in the spool is looked through, too
        var applied = new List<(ProjectId Project, Guid Erasure)>();
        foreach (var lines in file.Read().Where(l => l.At >= backupTakenAt.AddMinutes(-1)).GroupBy(l => new ProjectId(l.Project)))
        {
            var hashOf = master.HashesOf(lines.Key);
            var wanted = lines.SelectMany(l => l.Hashes).ToHashSet();
            var found = new Dictionary<string, ulong>();
            await scan.RunAsync(
                lines.Key,
                before: null,
                own =>
                {
                    if (hashOf(new PersonId(own)) is var hash && wanted.Contains(hash))
                        found[hash] = own;
                },
                cancellationToken
            );
            foreach (var line in lines)
            {
                var owns = line.Hashes.Where(found.ContainsKey).Select(h => found[h]).ToList();
                if (owns.Count == 0)
                    continue;
                await erasures.SaveAsync(AskedAgain(line, owns), cancellationToken);
                // One of a deleted project runs when somebody restores the project; until then nobody sees it.
                if (workspace.Current.Projects.Any(p => p.Id == lines.Key))
                    applied.Add((lines.Key, line.Erasure));
            }
        }

        run.Wake();
        foreach (var (project, id) in applied)
            while (
                await erasures.FindAsync(project, id, cancellationToken)
                    is { State: not (ErasureState.Done or ErasureState.WaitingForBackups) }
            )
                await Task.Delay(_look, cancellationToken);
        return applied.Count;
    }

    private static Erasure AskedAgain(ErasureLine line, IReadOnlyList<ulong> owns) =>
        new(
            line.Erasure,
            new ProjectId(line.Project),
            ErasureState.Asked,
            "Applied again after a restore.",
            line.BlockFuture,
            "Cairn",
            line.At,
            null,
            null,
            0,
            null,
            null,
            new ErasureSubjects(null, owns[0], owns, [], []),
            null,
            line.Hashes,
            null,
            [],
            null
        );
}
