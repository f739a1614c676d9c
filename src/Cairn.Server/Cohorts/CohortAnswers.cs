using System.Text.Json;
using Cairn.Store.Cohorts;
using Cairn.Workspace.Cohorts;

namespace Cairn.Server.Cohorts;

/// <param name="Key">What filters call it.</param>
/// <param name="Count">Persons at <paramref name="ComputedAt"/>, for lists; filters always go by the members of the moment. Null: not counted yet.</param>
internal sealed record CohortAnswer(
    Guid Id,
    string Key,
    string Name,
    string? Description,
    JsonElement Definition,
    bool IsStatic,
    long? Count,
    DateTimeOffset? ComputedAt,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static CohortAnswer Of(CohortRow row)
    {
        using var definition = JsonDocument.Parse(row.Definition);
        return new CohortAnswer(
            row.Id,
            row.Key,
            row.Name,
            row.Description,
            definition.RootElement.Clone(),
            IsList(definition.RootElement),
            row.Count,
            row.ComputedAt,
            row.CreatedBy,
            row.CreatedAt,
            row.UpdatedAt
        );
    }

    public static bool IsList(JsonElement definition) => definition.TryGetProperty("static", out _);
}

/// <summary>How many persons, counted just now.</summary>
internal sealed record CohortSize(long Count, DateTimeOffset ComputedAt);

/// <summary>What an upload came to.</summary>
/// <param name="Received">Different ids in the upload.</param>
/// <param name="Total">Ids in the list now.</param>
/// <param name="UnknownCount">Ids in the list that belong to nobody yet. They are kept: should somebody come with such an id, that person is a member.</param>
/// <param name="Unknown">The first of them, in order.</param>
internal sealed record CohortUpload(int Received, long Total, long UnknownCount, IReadOnlyList<string> Unknown)
{
    public static CohortUpload Of(int received, CohortListFacts facts) => new(received, facts.Total, facts.Unknown, facts.Named);
}

/// <summary>One id of a static cohort.</summary>
internal sealed record CohortMember(string DistinctId, string PersonId);
