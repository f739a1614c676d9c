using System.Text.Json;

namespace Cairn.Workspace.Access;

/// <summary>A cohort as kept in memory, for questions that name it.</summary>
/// <param name="Definition">JSON, parsed once.</param>
/// <param name="UpdatedAt">Changes with the definition and with the list.</param>
public sealed record KnownCohort(Guid Id, string Key, string Name, JsonElement Definition, Guid ListId, DateTimeOffset UpdatedAt);
