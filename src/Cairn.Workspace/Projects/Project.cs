using Cairn.Events;

namespace Cairn.Workspace.Projects;

/// <summary>One tenant, as the database keeps it. Everything else reads <see cref="Access.KnownProject"/>.</summary>
public sealed class Project
{
    /// <summary>Given by the database, never given twice.</summary>
    public int Id { get; init; }

    public required string Slug { get; set; }
    public required string Name { get; set; }

    /// <summary>An IANA id, e.g. <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since then it takes no events; null: it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>From then on its data may be erased; until then it can be restored. Null: it is not deleted.</summary>
    public DateTimeOffset? EraseAt { get; set; }

    /// <summary>The account or key that deleted it.</summary>
    public Guid? DeletedBy { get; set; }

    /// <summary>When the store had deleted the project's rows; null: not yet, or not deleted.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    public ProjectId ProjectId => new((uint)Id);
}
