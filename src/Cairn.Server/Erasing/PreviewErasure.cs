using Cairn.Events;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Spool;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>What an erasure would take, as far as it is stored by now.</summary>
/// <param name="PersonId">In decimal digits.</param>
/// <param name="DistinctIds">All that lead to the person, keyed hashes among them; up to 100.</param>
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
    FindPrivacy findPrivacy,
    DeadLetters letters,
    NpgsqlDataSource database
)
{
    /// <summary>Null when nothing in the store is called so.</summary>
    public async Task<ErasurePreview?> RunAsync(ProjectId project, string? distinctId, ulong? personId, CancellationToken cancellationToken)
    {
        var forms = StoredIds.Under(findPrivacy(project));
        var found = await find.RunAsync(project, personId is { } id ? new PersonId(id) : null, distinctId, [], forms.Of, cancellationToken);
        string[] ids = [.. found.DistinctIds.Where(IsShown).Order(StringComparer.Ordinal)];
        var rows = await count.RunAsync(project, [.. found.Owns], [.. found.DistinctIds], found.Groups, before: null, cancellationToken);
        var dead = letters.List(project: project).Count(l => found.DistinctIds.Contains(l.Event.DistinctId));
        if (rows.Values.Sum() == 0 && dead == 0)
            return null;
        return new ErasurePreview(
            found.Persons[0].ToString(),
            [.. ids.Take(100)],
            ids.Length,
            rows,
            dead,
            await KeysAsync(project, found.Owns, cancellationToken),
            found.Groups.Count,
            await NamedInDefinitions.FindAsync(database, project, found.DistinctIds, cancellationToken)
        );

        // Not every form in which an id might have been stored under some policy: those that are, the typed one, and the one that would be stored now.
        bool IsShown(string form) =>
            found.Stored.Contains(form) || (distinctId is not null && (form == distinctId || form == forms.Now(distinctId)));
    }

    private async Task<long> KeysAsync(ProjectId project, IEnumerable<ulong> owns, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM person_keys WHERE project_id = $1 AND own_id = ANY($2)");
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(owns.Select(own => (long)own).ToArray());
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
