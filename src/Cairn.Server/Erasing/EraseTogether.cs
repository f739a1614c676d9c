using Cairn.Server.Keeping;
using Cairn.Server.Starting;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;

namespace Cairn.Server.Erasing;

/// <summary>One run of erasures of one project, step by step. Every step may be done twice, so a run that was cut off begins again.</summary>
internal sealed class EraseTogether(
    StoreGate gate,
    DrawBoundary draw,
    ErasePersonRows rows,
    CountPersonRows count,
    EraseFiles files,
    RemoveFromArchives archives,
    ForgetPersons forget,
    FindRemains remains,
    Erasures erasures,
    ErasureFile file,
    FinishErasures finish,
    TimeProvider time
)
{
    public async Task RunAsync(IReadOnlyList<Erasure> together, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        var begun = await SaveAsync(together, Begin, cancellationToken);
        Erasure[] open = [.. begun.Where(e => !IsGone(e))];
        IReadOnlyList<Erasure> gone = [.. begun.Where(IsGone)];
        if (open.Length > 0)
        {
            gone = [.. gone, .. await EraseAsync(open, cancellationToken)];
            await erasures.ScrubAsync(cancellationToken);
        }

        await finish.RunAsync(gone, cancellationToken);
    }

    /// <returns>The same, gone from everything but backups, and forgotten whom they were about.</returns>
    private async Task<IReadOnlyList<Erasure>> EraseAsync(IReadOnlyList<Erasure> begun, CancellationToken cancellationToken)
    {
        var project = begun[0].Project;
        if (begun[0].Boundary is null)
            begun = await draw.RunAsync(begun, cancellationToken);
        await draw.PurgeSpoolAsync(begun[0].Boundary!.Value, cancellationToken);
        foreach (var erasure in begun)
            file.Add(new ErasureLine(erasure.Id, project.Value, time.GetUtcNow(), erasure.BlockFuture, erasure.Hashes));
        begun = await CountAsync(begun, cancellationToken);
        await rows.RunAsync(project, [.. begun.Select(Of)], begun[0].Boundary!.Value, () => forget.Run(project), cancellationToken);
        begun = await RemoveFilesAsync(begun, cancellationToken);
        await CheckAsync(begun, cancellationToken);
        var gone = new List<Erasure>();
        foreach (var erasure in begun)
        {
            gone.Add(await finish.DraftAsync(erasure, cancellationToken));
            await erasures.SaveAsync(gone[^1], cancellationToken);
        }

        return gone;
    }

    /// <summary>Nothing is left to do but to have backups replaced.</summary>
    private static bool IsGone(Erasure e) => e is { State: ErasureState.WaitingForBackups, Receipt: not null };

    private Erasure Begin(Erasure e) =>
        e with
        {
            State = IsGone(e) ? e.State : ErasureState.Running,
            StartedAt = e.StartedAt ?? time.GetUtcNow(),
            Attempts = e.Attempts + 1,
            NextTryAt = null,
            Error = null,
        };

    private async Task<IReadOnlyList<Erasure>> CountAsync(IReadOnlyList<Erasure> begun, CancellationToken cancellationToken)
    {
        var counted = new List<Erasure>();
        foreach (var e in begun)
        {
            // Counted once: a second run would count what the first left.
            if (e.Counts is not null)
            {
                counted.Add(e);
                continue;
            }

            var person = Of(e);
            var counts = await count.RunAsync(e.Project, person.Owns, person.DistinctIds, person.Groups, e.Boundary, cancellationToken);
            counted.Add(e with { Counts = counts });
            await erasures.SaveAsync(counted[^1], cancellationToken);
        }

        return counted;
    }

    private async Task<IReadOnlyList<Erasure>> RemoveFilesAsync(IReadOnlyList<Erasure> begun, CancellationToken cancellationToken)
    {
        var removed = new List<Erasure>();
        foreach (var e in begun)
        {
            var counts = new Dictionary<string, long>(e.Counts!);
            foreach (var (name, number) in files.Remove(e.Project, e.Subjects!.DistinctIds.ToHashSet()))
                counts[name] = counts.GetValueOrDefault(name) + number;
            counts["archived_events"] =
                counts.GetValueOrDefault("archived_events") + await archives.RunAsync(e.Project, e.Subjects.Owns, cancellationToken);
            removed.Add(e with { Counts = counts });
            await erasures.SaveAsync(removed[^1], cancellationToken);
        }

        return removed;
    }

    private async Task CheckAsync(IReadOnlyList<Erasure> begun, CancellationToken cancellationToken)
    {
        var hashes = begun.SelectMany(e => e.Hashes).ToHashSet();
        if (await remains.CountAsync(begun[0].Project, hashes, begun[0].Boundary, cancellationToken) > 0)
            throw new ErasureIncompleteException("Rows of the person came back while they were deleted.");
    }

    private async Task<IReadOnlyList<Erasure>> SaveAsync(
        IReadOnlyList<Erasure> some,
        Func<Erasure, Erasure> change,
        CancellationToken cancellationToken
    )
    {
        Erasure[] changed = [.. some.Select(change)];
        foreach (var erasure in changed)
            await erasures.SaveAsync(erasure, cancellationToken);
        return changed;
    }

    private static ErasedPerson Of(Erasure e) => new(e.Id, e.Subjects!.Owns, e.Subjects.DistinctIds, e.Subjects.Groups);
}
