using System.Text.Json;
using Cairn.Events;
using Npgsql;

namespace Cairn.Workspace.Erasing;

/// <summary>Something people wrote that names an erased id: theirs to edit, Cairn does not rewrite what people wrote.</summary>
/// <param name="Kind">report, report_version, cohort or board.</param>
public sealed record NamingDefinition(string Kind, Guid Id, int? Version);

/// <summary>Which saved reports, their versions, cohorts and boards hold one of these ids as a value?</summary>
public static class NamedInDefinitions
{
    private const string All = """
        SELECT 'report', id, NULL::integer, query::text FROM reports WHERE project_id = $1
        UNION ALL SELECT 'report_version', v.report_id, v.version, v.query::text
            FROM report_versions v JOIN reports r ON r.id = v.report_id WHERE r.project_id = $1
        UNION ALL SELECT 'cohort', id, NULL, definition::text FROM cohorts WHERE project_id = $1
        UNION ALL SELECT 'board', id, NULL, settings::text FROM boards WHERE project_id = $1
        UNION ALL SELECT 'board', id, NULL, tiles::text FROM boards WHERE project_id = $1
        """;

    public static async Task<IReadOnlyList<NamingDefinition>> FindAsync(
        NpgsqlDataSource database,
        ProjectId project,
        IReadOnlySet<string> ids,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(All);
        command.Parameters.AddWithValue((int)project.Value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<NamingDefinition>();
        while (await rows.ReadAsync(cancellationToken))
        {
            using var json = JsonDocument.Parse(rows.GetString(3));
            if (Names(json.RootElement, ids))
                found.Add(new NamingDefinition(rows.GetString(0), rows.GetGuid(1), rows.IsDBNull(2) ? null : rows.GetInt32(2)));
        }

        return [.. found.Distinct()];
    }

    private static bool Names(JsonElement json, IReadOnlySet<string> ids) =>
        json.ValueKind switch
        {
            JsonValueKind.String => ids.Contains(json.GetString()!),
            JsonValueKind.Number => ids.Contains(json.GetRawText()),
            JsonValueKind.Array => json.EnumerateArray().Any(item => Names(item, ids)),
            JsonValueKind.Object => json.EnumerateObject().Any(field => Names(field.Value, ids)),
            _ => false,
        };
}
