namespace Cairn.Workspace.Reports;

/// <summary>A saved question as it is now.</summary>
public sealed class Report
{
    public required Guid Id { get; init; }
    public required int ProjectId { get; init; }

    /// <summary>From 1; every change makes the next.</summary>
    public required int Version { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>The question's kind, e.g. trends.</summary>
    public required string Kind { get; set; }

    /// <summary>The question's JSON, as it was sent.</summary>
    public required string Query { get; set; }

    /// <summary>The account's e-mail address or the key's name.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string UpdatedBy { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>A saved question as it was, or is.</summary>
public sealed class ReportVersion
{
    public required Guid ReportId { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public required string Kind { get; init; }
    public required string Query { get; init; }
    public required string SavedBy { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
}

/// <summary>What people write about a report. The question was checked by the caller.</summary>
/// <param name="Query">JSON.</param>
public sealed record ReportText(string Name, string? Description, string Kind, string Query);
