using System.Text.Json;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Reports;

/// <param name="Query">The question, as it was sent.</param>
/// <param name="Version">Send it back with a change, which it must be based on.</param>
internal sealed record ReportAnswer(
    Guid Id,
    string Name,
    string? Description,
    string Kind,
    JsonElement Query,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string UpdatedBy,
    DateTimeOffset UpdatedAt,
    int Version
)
{
    public static ReportAnswer Of(Report r) =>
        new(r.Id, r.Name, r.Description, r.Kind, Parse(r.Query), r.CreatedBy, r.CreatedAt, r.UpdatedBy, r.UpdatedAt, r.Version);

    internal static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

/// <summary>A report as it was at one version.</summary>
internal sealed record VersionAnswer(
    int Version,
    string Name,
    string? Description,
    string Kind,
    JsonElement Query,
    string SavedBy,
    DateTimeOffset SavedAt
)
{
    public static VersionAnswer Of(ReportVersion v) =>
        new(v.Version, v.Name, v.Description, v.Kind, ReportAnswer.Parse(v.Query), v.SavedBy, v.SavedAt);
}

/// <summary>A 409 problem with what the report is by now.</summary>
internal sealed record ReportConflict(int Status, string Code, string Title, string Detail, ReportAnswer Current)
{
    public static ReportConflict With(Report current) =>
        new(
            409,
            "version_conflict",
            "Somebody else has changed the report meanwhile.",
            $"It is at version {current.Version}. Look at it, then send your change again with that version.",
            ReportAnswer.Of(current)
        );
}
