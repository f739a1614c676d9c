using Cairn.Events;
using Cairn.Workspace.Access;
using Npgsql;

namespace Cairn.Workspace.Erasing;

/// <summary>What one project encrypts: property names, first level, in order.</summary>
public sealed record EncryptionChoice(
    IReadOnlyList<string> EventProperties,
    IReadOnlyList<string> PersonProperties,
    string ChangedBy,
    DateTimeOffset ChangedAt
);

/// <summary>Which properties projects encrypt, and of whom nothing is taken any more: in memory, read anew whenever the workspace changes.</summary>
public sealed class EncryptionSettings : IDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly WorkspaceAccess _access;
    private readonly MasterKey _master;
    private readonly SemaphoreSlim _loading = new(1);
    private volatile Known _known = new([], []);

    public EncryptionSettings(NpgsqlDataSource database, WorkspaceAccess access, MasterKey master)
    {
        (_database, _access, _master) = (database, access, master);
        access.Reloaded += OnReloaded;
    }

    /// <summary>Null: the project encrypts nothing.</summary>
    public EncryptionChoice? Of(ProjectId project) => _known.Choices.GetValueOrDefault(project);

    /// <summary>Whether the project takes nothing more of this id.</summary>
    public bool IsErased(ProjectId project, PersonId own) =>
        _known.Erased.TryGetValue(project, out var erased) && erased.Hashes.Contains(erased.HashOf(own));

    /// <summary>Holds from the next event on.</summary>
    public async Task<EncryptionChoice> ChangeAsync(ProjectId project, EncryptionChoice choice, CancellationToken cancellationToken)
    {
        await using (
            var command = _database.CreateCommand(
                """
                INSERT INTO encryption_settings VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (project_id) DO UPDATE SET event_properties = $2, person_properties = $3, changed_by = $4, changed_at = $5
                """
            )
        )
        {
            command.Parameters.AddWithValue((int)project.Value);
            command.Parameters.AddWithValue(choice.EventProperties.ToArray());
            command.Parameters.AddWithValue(choice.PersonProperties.ToArray());
            command.Parameters.AddWithValue(choice.ChangedBy);
            command.Parameters.AddWithValue(choice.ChangedAt);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await LoadAsync(CancellationToken.None);
        return choice;
    }

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var choices = new Dictionary<ProjectId, EncryptionChoice>();
            await using (var command = _database.CreateCommand("SELECT * FROM encryption_settings"))
            await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
                while (await rows.ReadAsync(cancellationToken))
                    choices[new ProjectId((uint)rows.GetInt32(0))] = new EncryptionChoice(
                        rows.GetFieldValue<string[]>(1),
                        rows.GetFieldValue<string[]>(2),
                        rows.GetString(3),
                        rows.GetFieldValue<DateTimeOffset>(4)
                    );
            var hashes = new List<(ProjectId Project, string Hash)>();
            await using (var command = _database.CreateCommand("SELECT project_id, hash FROM erased_ids"))
            await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
                while (await rows.ReadAsync(cancellationToken))
                    hashes.Add((new ProjectId((uint)rows.GetInt32(0)), rows.GetString(1)));
            var erased = hashes
                .GroupBy(h => h.Project)
                .ToDictionary(g => g.Key, g => (g.Select(h => h.Hash).ToHashSet(), _master.HashesOf(g.Key)));
            _known = new Known(choices, erased);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _access.Reloaded -= OnReloaded;
        _loading.Dispose();
    }

    private async void OnReloaded(object? sender, EventArgs e)
    {
        try
        {
            await LoadAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // PostgreSQL is away again: its return reloads once more.
        }
    }

    private sealed record Known(
        Dictionary<ProjectId, EncryptionChoice> Choices,
        Dictionary<ProjectId, (HashSet<string> Hashes, Func<PersonId, string> HashOf)> Erased
    );
}
