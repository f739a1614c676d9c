using System.Text.Json;
using Cairn.Workspace.Audit;

namespace Cairn.Server.Audit;

/// <summary>A line of the audit log, as the API answers it.</summary>
/// <param name="Project">The slug; null for the instance itself, and for projects that are deleted.</param>
/// <param name="ActorKind"><c>account</c>, <c>api_key</c>, <c>self_token</c>, <c>console</c>, <c>system</c> or <c>nobody</c>.</param>
/// <param name="Actor">The account's e-mail address or the key's name at that time.</param>
/// <param name="Action">Noun and past tense, e.g. <c>key.created</c>.</param>
internal sealed record AuditLine(
    long Id,
    DateTimeOffset At,
    string? Project,
    string ActorKind,
    Guid? ActorId,
    string Actor,
    string Action,
    string? TargetKind,
    string? TargetId,
    string? TargetName,
    IReadOnlyDictionary<string, string> Details,
    string? Address
)
{
    public static AuditLine Of(AuditEntry entry, IReadOnlyDictionary<int, string> slugs) =>
        new(
            entry.Id,
            entry.At,
            entry.ProjectId is { } id ? slugs.GetValueOrDefault(id) : null,
            ActorKindName.Of(entry.ActorKind),
            entry.ActorId,
            entry.ActorName,
            entry.Action,
            entry.TargetKind,
            entry.TargetId,
            entry.TargetName,
            JsonSerializer.Deserialize<Dictionary<string, string>>(entry.Details) ?? [],
            entry.Address
        );
}
