using System.Text.Json;
using Cairn.Events;
using Npgsql;
using NpgsqlTypes;

namespace Cairn.Workspace.Keeping;

/// <summary>A project's rules, as <c>retention_rules</c> keeps them.</summary>
/// <param name="Before">The rules until the last change that takes more; null when there was none.</param>
/// <param name="NotBefore">Nothing is deleted earlier.</param>
public sealed record SavedRules(
    ProjectId Project,
    KeepRules Rules,
    KeepRules? Before,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    DateTimeOffset NotBefore
);

/// <summary>Reads and writes <c>retention_rules</c>.</summary>
public sealed class RetentionRules(NpgsqlDataSource database)
{
    private const string Columns = "project_id, rules::text, before::text, changed_at, changed_by, not_before";

    /// <summary>Null: never set, so everything is kept.</summary>
    public async Task<SavedRules?> FindAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM retention_rules WHERE project_id = $1");
        command.Parameters.AddWithValue((int)project.Value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Read(rows) : null;
    }

    /// <summary>Of every project that has some and is not deleted.</summary>
    public async Task<IReadOnlyList<SavedRules>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT {Columns} FROM retention_rules WHERE project_id IN (SELECT id FROM projects WHERE deleted_at IS NULL) ORDER BY project_id"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var read = new List<SavedRules>();
        while (await rows.ReadAsync(cancellationToken))
            read.Add(Read(rows));
        return read;
    }

    public async Task SaveAsync(SavedRules saved, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO retention_rules VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (project_id) DO UPDATE SET rules = $2, before = $3, changed_at = $4, changed_by = $5, not_before = $6
            """
        );
        command.Parameters.AddWithValue((int)saved.Project.Value);
        command.Parameters.AddWithValue(NpgsqlDbType.Json, Write(saved.Rules));
        command.Parameters.AddWithValue(NpgsqlDbType.Json, saved.Before is null ? DBNull.Value : Write(saved.Before));
        command.Parameters.AddWithValue(saved.ChangedAt);
        command.Parameters.AddWithValue(saved.ChangedBy);
        command.Parameters.AddWithValue(saved.NotBefore);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same text for the same rules.</summary>
    public static string Write(KeepRules rules) =>
        JsonSerializer.Serialize(
            rules with
            {
                Events = [.. rules.Events.OrderBy(e => e.Event, StringComparer.Ordinal)],
            },
            JsonSerializerOptions.Web
        );

    private static SavedRules Read(NpgsqlDataReader row) =>
        new(
            new ProjectId((uint)row.GetInt32(0)),
            Parse(row.GetString(1)),
            row.IsDBNull(2) ? null : Parse(row.GetString(2)),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetString(4),
            row.GetFieldValue<DateTimeOffset>(5)
        );

    private static KeepRules Parse(string json) => JsonSerializer.Deserialize<KeepRules>(json, JsonSerializerOptions.Web)!;
}
