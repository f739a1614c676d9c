using Cairn.Events;

namespace Cairn.Workspace.Access;

/// <summary>A project that is not deleted, as kept in memory.</summary>
public sealed record KnownProject(ProjectContext Context, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>Since then it takes no events and stands apart in lists; null: it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    public ProjectId Id => Context.Id;
    public string Slug => Context.Slug;
}
