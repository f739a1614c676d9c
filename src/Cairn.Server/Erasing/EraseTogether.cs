using Cairn.Server.Keeping;
using Cairn.Server.Starting;
using Cairn.Store.Erasing;
using Cairn.Workspace.Access;
using Cairn.Workspace.Erasing;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>One run of erasures of one project, step by step. Every step may be done twice, so a run that was cut off begins again.</summary>
internal sealed class EraseTogether(
    StoreGate gate,
    DrawBoundary draw,
    ErasePersonRows rows,
    CountPersonRows count,
    DropOldParts parts,
    EraseFiles files,
    RemoveFromArchives archives,
    ForgetPersons forget,
    FindRemains remains,
    Erasures erasures,
    ErasureFile file,
    SignReceipts sign,
    NpgsqlDataSource database,
    WorkspaceAccess workspace,
    IEnumerable<PersonErased> stores,
    IOptions<JsonOptions> json,
    TimeProvider time
)
{
    public async Task RunAsync(IReadOnlyList<Erasure> together, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        var project = together[0].Project;
        var begun = await BeginAsync(together, cancellationToken);
        if (begun[0].Boundary is null)
            begun = await draw.RunAsync(begun, cancellationToken);
        await draw.PurgeSpoolAsync(begun[0].Boundary!.Value, cancellationToken);
        foreach (var erasure in begun)
            file.Add(new ErasureLine(erasure.Id, project.Value, time.GetUtcNow(), erasure.BlockFuture, erasure.Hashes));
        begun = await CountAsync(begun, cancellationToken);
        await rows.RunAsync(project, [.. begun.Select(Of)], begun[0].Boundary!.Value, () => forget.Run(project), cancellationToken);
        begun = await RemoveFilesAsync(begun, cancellationToken);
        await CheckAsync(begun, cancellationToken);
        begun = await SaveAsync(begun, e => e with { State = ErasureState.WaitingForBackups }, cancellationToken);
        await erasures.ScrubAsync(cancellationToken);
        foreach (var erasure in begun)
        foreach (var eraseAsync in stores)
            await eraseAsync(erasure.Id, cancellationToken);
        foreach (var erasure in begun)
            await erasures.SaveAsync(await DoneAsync(erasure, cancellationToken), cancellationToken);
        await erasures.ScrubAsync(cancellationToken);
    }

    private Task<IReadOnlyList<Erasure>> BeginAsync(IReadOnlyList<Erasure> together, CancellationToken cancellationToken) =>
        SaveAsync(
            together,
            e =>
                e with
                {
                    State = ErasureState.Running,
                    StartedAt = e.StartedAt ?? time.GetUtcNow(),
                    Attempts = e.Attempts + 1,
                    NextTryAt = null,
                    Error = null,
                },
            cancellationToken
        );

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

    private async Task<Erasure> DoneAsync(Erasure e, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = new SortedDictionary<string, long>(e.Counts!.ToDictionary(), StringComparer.Ordinal)
        {
            ["detached_parts_left"] = await parts.DetachedAsync(cancellationToken),
        };
        var receipt = new ErasureReceipt(
            1,
            e.Id,
            workspace.Current.Projects.First(p => p.Id == e.Project).Slug,
            e.AskedAt,
            now,
            e.Boundary!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            e.BlockFuture,
            e.Hashes,
            counts,
            e.Keys,
            await NamedInDefinitions.FindAsync(database, e.Project, e.Subjects!.DistinctIds.ToHashSet(), cancellationToken),
            typeof(EraseTogether).Assembly.GetName().Version?.ToString(3) ?? ""
        );
        var options = json.Value.SerializerOptions;
        return e with
        {
            State = ErasureState.Done,
            FinishedAt = now,
            Counts = counts,
            Subjects = null,
            Receipt = System.Text.Json.JsonSerializer.Serialize(sign.Sign(receipt, options), options),
        };
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
