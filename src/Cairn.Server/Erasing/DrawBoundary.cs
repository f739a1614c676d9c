using Cairn.Events;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Sealing;
using Cairn.Ingest.Spool;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>Draws the line between what an erasure takes and what comes after it, finds everybody's ids on the near side of it, and destroys their keys.</summary>
internal sealed class DrawBoundary(
    Ingest.Import.Imports imports,
    SpoolDrain drain,
    EventSpool spool,
    HandOver handOver,
    KeptParts parts,
    FindPerson find,
    FindPrivacy findPrivacy,
    Erasures erasures,
    PersonKeys keys,
    EncryptionSettings settings,
    MasterKey master
)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);

    /// <summary>What was acknowledged before the erasure was asked is stored first, files under way included: then the store knows every id.</summary>
    public async Task<IReadOnlyList<Erasure>> RunAsync(IReadOnlyList<Erasure> together, CancellationToken cancellationToken)
    {
        var project = together[0].Project;
        while (imports.AnyOpen(project, together.Max(e => e.AskedAt)))
            await Task.Delay(_look, cancellationToken);
        await drain.WaitUntilDrainedAsync(cancellationToken);
        var found = await FindAsync(together, cancellationToken);
        while (true)
        {
            // Keys first: a request that read one before goes on with it, and what it sends must lie before the boundary.
            found = [.. await Task.WhenAll(found.Select(e => erasures.DestroyKeysAsync(e, cancellationToken)))];
            keys.Forget(project, found.SelectMany(e => e.Subjects!.Owns).Select(own => new PersonId(own)));
            if (found.Any(e => e.BlockFuture))
                await settings.LoadAsync(cancellationToken);
            await handOver.QuiesceAsync(cancellationToken);
            // What waits for its rest becomes events on the near side, and nothing of it stays in its files.
            var boundary = await parts.SettleAllAsync(project, () => spool.RotateAsync(cancellationToken), cancellationToken);
            await drain.WaitUntilDrainedAsync(cancellationToken);
            var again = await FindAsync(found, cancellationToken);
            if (again.Zip(found).All(pair => pair.First.Hashes.SequenceEqual(pair.Second.Hashes)))
                return await SaveAsync([.. again.Select(e => e with { Boundary = boundary })], cancellationToken);
            // Somebody was joined to the person meanwhile.
            found = again;
        }
    }

    /// <summary>Returns when no file of the spool holds an event from before the boundary.</summary>
    public async Task PurgeSpoolAsync(ulong boundary, CancellationToken cancellationToken)
    {
        // After a restart the spool may go on in the file that it had.
        if (spool.Segments[^1] < boundary)
            await spool.RotateAsync(cancellationToken);
        while (drain.StoredBefore < boundary || spool.Segments[0] < boundary)
            await Task.Delay(_look, cancellationToken);
    }

    private async Task<IReadOnlyList<Erasure>> FindAsync(IReadOnlyList<Erasure> together, CancellationToken cancellationToken)
    {
        var found = new List<Erasure>();
        foreach (var e in together)
        {
            var hashOf = master.HashesOf(e.Project);
            var asked = e.Subjects!;
            var known = await find.RunAsync(
                e.Project,
                asked.AskedPerson is { } id ? new PersonId(id) : null,
                asked.AskedDistinctId,
                asked.Owns,
                StoredIds.Under(findPrivacy(e.Project)).Of,
                cancellationToken
            );
            var subjects = asked with
            {
                Owns = [.. known.Owns.Order()],
                DistinctIds = [.. known.DistinctIds.Union(asked.DistinctIds).Order(StringComparer.Ordinal)],
                Groups = [.. known.Groups],
            };
            var hashes = subjects.Owns.Select(own => hashOf(new PersonId(own))).Union(e.Hashes).Order(StringComparer.Ordinal);
            found.Add(e with { Subjects = subjects, Hashes = [.. hashes] });
        }

        return found;
    }

    private async Task<IReadOnlyList<Erasure>> SaveAsync(IReadOnlyList<Erasure> some, CancellationToken cancellationToken)
    {
        foreach (var erasure in some)
            await erasures.SaveAsync(erasure, cancellationToken);
        return some;
    }
}
