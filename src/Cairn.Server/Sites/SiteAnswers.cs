using Cairn.Workspace.Sites;

namespace Cairn.Server.Sites;

/// <summary>The public names of a project.</summary>
/// <param name="Sites">In the order of their names.</param>
internal sealed record SitesAnswer(IReadOnlyList<SiteAnswer> Sites)
{
    public static SitesAnswer Of(IReadOnlyList<SiteRow> rows) => new([.. rows.Select(r => new SiteAnswer(r.Site, r.AddedBy, r.AddedAt))]);
}

/// <summary>One of them.</summary>
/// <param name="Site">Lower case.</param>
/// <param name="AddedBy">The account or key, by name.</param>
internal sealed record SiteAnswer(string Site, string AddedBy, DateTimeOffset AddedAt);

/// <summary>The public names a project is to have.</summary>
/// <param name="Sites">All of them, at most 100: those that are left out are removed.</param>
internal sealed record SitesBody(IReadOnlyList<string> Sites);
