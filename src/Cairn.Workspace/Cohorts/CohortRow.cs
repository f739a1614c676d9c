namespace Cairn.Workspace.Cohorts;

/// <summary>A cohort as the database keeps it. Questions read <see cref="Access.KnownCohort"/>.</summary>
public sealed class CohortRow
{
    public required Guid Id { get; init; }
    public required int ProjectId { get; init; }

    /// <summary>What filters call it; never changes.</summary>
    public required string Key { get; init; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>JSON, as it was sent.</summary>
    public required string Definition { get; set; }

    /// <summary>Of a static cohort: the list of its distinct ids.</summary>
    public required Guid ListId { get; set; }

    /// <summary>Persons when last counted; null: never since the last change.</summary>
    public long? Count { get; set; }
    public DateTimeOffset? ComputedAt { get; set; }

    /// <summary>The account's e-mail address or the key's name.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
