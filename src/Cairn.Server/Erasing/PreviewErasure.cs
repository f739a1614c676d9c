using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>What an erasure would take, as far as it is stored by now.</summary>
/// <param name="PersonId">In decimal digits.</param>
/// <param name="DistinctIds">All that lead to the person; up to 100.</param>
/// <param name="Rows">By table.</param>
/// <param name="Keys">That would be destroyed.</param>
/// <param name="Groups">That nobody else belongs to; their properties would go too.</param>
internal sealed record ErasurePreview(
    string PersonId,
    IReadOnlyList<string> DistinctIds,
    int DistinctIdCount,
    IReadOnlyDictionary<string, long> Rows,
    int DeadLetters,
    long Keys,
    int Groups,
    IReadOnlyList<NamingDefinition> NeedsEditing
);

/// <summary>Looks, and changes nothing.</summary>
internal sealed class PreviewErasure(
    FindPerson find,
    CountPersonRows count,
    Store.Identity.PersonResolution resolution,
    DeadLetters letters,
    NpgsqlDataSource database
)
{
    /// <summary>Null when nothing in the store is called so.</summary>
    public async Task<ErasurePreview?> RunAsync(ProjectId project, string? distinctId, ulong? personId, CancellationToken cancellationToken)
    {
        var person = personId is { } id ? new PersonId(id) : PersonId.Of(project, distinctId!);
        var found = await find.RunAsync(project, person, distinctId, [], cancellationToken);
        string[] ids = [.. found.DistinctIds.Order(StringComparer.Ordinal)];
        var rows = await count.RunAsync(project, [.. found.Owns], ids, found.Groups, before: null, cancellationToken);
        var dead = letters.List(project: project).Count(l => found.DistinctIds.Contains(l.Event.DistinctId));
        if (rows.Values.Sum() == 0 && dead == 0)
            return null;
        return new ErasurePreview(
            resolution.PersonNow(project, person).ToString(),
            [.. ids.Take(100)],
            ids.Length,
            rows,
            dead,
            await KeysAsync(project, found.Owns, cancellationToken),
            found.Groups.Count,
            await NamedInDefinitions.FindAsync(database, project, found.DistinctIds, cancellationToken)
        );
    }

    private async Task<long> KeysAsync(ProjectId project, IEnumerable<ulong> owns, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM person_keys WHERE project_id = $1 AND own_id = ANY($2)");
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(owns.Select(own => (long)own).ToArray());
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
