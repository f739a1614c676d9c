namespace Cairn.Workspace.Sites;

/// <summary>A row of <c>sites</c>: a public name of a project, as <see cref="SiteName.Normal"/> gives it.</summary>
public sealed class SiteRow
{
    public required string Site { get; init; }
    public int ProjectId { get; init; }

    /// <summary>The account or key, by name.</summary>
    public required string AddedBy { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}
