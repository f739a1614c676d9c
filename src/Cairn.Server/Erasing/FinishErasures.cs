using System.Globalization;
using System.Text.Json;
using Cairn.Store.Erasing;
using Cairn.Workspace.Access;
using Cairn.Workspace.Erasing;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>The end of erasures: whom they were about is forgotten, backups forget them too, and the receipt is signed.</summary>
internal sealed class FinishErasures(
    Erasures erasures,
    DropOldParts parts,
    SignReceipts sign,
    NpgsqlDataSource database,
    WorkspaceAccess workspace,
    IEnumerable<PersonErased> stores,
    IOptions<JsonOptions> json,
    TimeProvider time
)
{
    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;

    /// <summary>The erasure as it waits for backups: with all of its receipt that needs the person's ids, and without those.</summary>
    public async Task<Erasure> DraftAsync(Erasure e, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, long>(e.Counts!.ToDictionary(), StringComparer.Ordinal)
        {
            ["detached_parts_left"] = await parts.DetachedAsync(cancellationToken),
        };
        var draft = new ErasureReceipt(
            1,
            e.Id,
            workspace.Current.Projects.First(p => p.Id == e.Project).Slug,
            e.AskedAt,
            time.GetUtcNow(),
            e.Boundary!.Value.ToString(CultureInfo.InvariantCulture),
            e.BlockFuture,
            e.Hashes,
            counts,
            e.Keys,
            await NamedInDefinitions.FindAsync(database, e.Project, e.Subjects!.DistinctIds.ToHashSet(), cancellationToken),
            [],
            typeof(FinishErasures).Assembly.GetName().Version?.ToString(3) ?? ""
        );
        return e with
        {
            State = ErasureState.WaitingForBackups,
            Counts = counts,
            Subjects = null,
            Receipt = JsonSerializer.Serialize(draft, _json),
        };
    }

    /// <param name="gone">As <see cref="DraftAsync"/> made them.</param>
    public async Task RunAsync(IReadOnlyList<Erasure> gone, CancellationToken cancellationToken)
    {
        var missed = new List<string>();
        foreach (var eraseAsync in stores)
            missed.AddRange(await eraseAsync([.. gone.Select(e => e.Id)], cancellationToken));
        foreach (var e in gone)
        {
            var now = time.GetUtcNow();
            var receipt = JsonSerializer.Deserialize<ErasureReceipt>(e.Receipt!, _json)! with
            {
                FinishedAt = now,
                BackupsNotReached = missed,
            };
            await erasures.SaveAsync(
                e with
                {
                    State = ErasureState.Done,
                    FinishedAt = now,
                    Receipt = JsonSerializer.Serialize(sign.Sign(receipt, _json), _json),
                },
                cancellationToken
            );
        }
    }
}
