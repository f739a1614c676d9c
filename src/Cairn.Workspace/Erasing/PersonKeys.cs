using System.Security.Cryptography;
using Cairn.Events;
using Npgsql;

namespace Cairn.Workspace.Erasing;

/// <summary>The keys of persons: in <c>person_keys</c> wrapped by the master key, the lately used ones in memory (up to 100,000, about 200 bytes each).</summary>
public sealed class PersonKeys(NpgsqlDataSource database, MasterKey master, TimeProvider time)
{
    /// <summary>Of each of the two generations: when the younger is full, the older goes.</summary>
    private const int MostOfGeneration = 50_000;

    private readonly Lock _lock = new();
    private Dictionary<(ProjectId, PersonId), PersonKey> _young = [];
    private Dictionary<(ProjectId, PersonId), PersonKey> _old = [];
    private long _forgotten;

    /// <summary>The keys of all of these, made where there was none; committed when it returns.</summary>
    /// <exception cref="NpgsqlException">PostgreSQL is away.</exception>
    public async Task<IReadOnlyDictionary<PersonId, PersonKey>> GetOrMakeAsync(
        ProjectId project,
        IReadOnlyCollection<PersonId> persons,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<PersonId, PersonKey>();
        long forgotten;
        lock (_lock)
        {
            forgotten = _forgotten;
            foreach (var person in persons)
                if (Cached((project, person)) is { } key)
                    found[person] = key;
        }

        var missing = persons.Where(p => !found.ContainsKey(p)).ToList();
        if (missing.Count == 0)
            return found;
        await MakeAsync(project, missing, cancellationToken);
        await using var command = database.CreateCommand(
            "SELECT own_id, id, wrapped FROM person_keys WHERE project_id = $1 AND own_id = ANY($2)"
        );
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(Owns(missing));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found[new PersonId((ulong)rows.GetInt64(0))] = Unwrap(rows.GetGuid(1), rows.GetFieldValue<byte[]>(2));
        // Erased between the two statements: whoever sends now is somebody new.
        if (missing.Any(p => !found.ContainsKey(p)))
            return await GetOrMakeAsync(project, persons, cancellationToken);
        lock (_lock)
        {
            // Read before somebody was forgotten: good for this request, not for later ones.
            if (forgotten == _forgotten)
                foreach (var person in missing)
                    Keep((project, person), found[person]);
        }

        return found;
    }

    /// <summary>The keys of these ids that still exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonKey>> FindAsync(
        ProjectId project,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<Guid, PersonKey>();
        if (ids.Count == 0)
            return found;
        await using var command = database.CreateCommand("SELECT id, wrapped FROM person_keys WHERE project_id = $1 AND id = ANY($2)");
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(ids.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            found[rows.GetGuid(0)] = Unwrap(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1));
        return found;
    }

    /// <summary>Takes them out of memory; requests that read them before go on with them.</summary>
    public void Forget(ProjectId project, IEnumerable<PersonId> persons)
    {
        lock (_lock)
        {
            _forgotten++;
            foreach (var person in persons)
            {
                _young.Remove((project, person));
                _old.Remove((project, person));
            }
        }
    }

    private async Task MakeAsync(ProjectId project, List<PersonId> persons, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO person_keys (id, project_id, own_id, wrapped, created_at)
            SELECT k.id, $1, k.own_id, k.wrapped, $2 FROM unnest($3, $4, $5) AS k (id, own_id, wrapped)
            WHERE NOT EXISTS (SELECT 1 FROM person_keys p WHERE p.project_id = $1 AND p.own_id = k.own_id)
            ON CONFLICT (project_id, own_id) DO NOTHING
            """
        );
        var ids = persons.ConvertAll(_ => Guid.NewGuid());
        command.Parameters.AddWithValue((int)project.Value);
        command.Parameters.AddWithValue(time.GetUtcNow());
        command.Parameters.AddWithValue(ids.ToArray());
        command.Parameters.AddWithValue(Owns(persons));
        command.Parameters.AddWithValue(ids.ConvertAll(id => master.Seal(Purpose(id), RandomNumberGenerator.GetBytes(32))).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private PersonKey Unwrap(Guid id, byte[] wrapped) => new(id, master.Open(Purpose(id), wrapped));

    private PersonKey? Cached((ProjectId, PersonId) owner)
    {
        if (_young.TryGetValue(owner, out var key))
            return key;
        if (!_old.TryGetValue(owner, out key))
            return null;
        Keep(owner, key);
        return key;
    }

    private void Keep((ProjectId, PersonId) owner, PersonKey key)
    {
        if (_young.Count >= MostOfGeneration)
            (_old, _young) = (_young, []);
        _young[owner] = key;
    }

    private static string Purpose(Guid id) => "person key " + id.ToString("N");

    private static long[] Owns(IEnumerable<PersonId> persons) => [.. persons.Select(p => (long)p.Value)];
}
