using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Access;

/// <summary>Which scope a key must have for a route, where it has scopes at all (<see cref="KeyScopes"/>). All of it stands here; what is not named takes
/// <see cref="KeyScopes.Manage"/>.</summary>
internal static class ScopeOf
{
    private const string Project = "/api/projects/{slug}";

    /// <summary>Either will do. Free SQL, which shows single events, takes the latter (<see cref="Events.ProjectContext.IsWithoutSql"/>).</summary>
    private const string Numbers = KeyScopes.Query + " or " + KeyScopes.Persons;

    /// <summary>Beginnings of routes within a project, what reading takes, and what those take that want a higher role than viewer. The longest that fits counts.</summary>
    private static readonly (string Path, string Reads, string Changes)[] _routes =
    [
        ("", KeyScopes.Manage, KeyScopes.Manage),
        ("/query", Numbers, Numbers),
        ("/query/persons", KeyScopes.Persons, KeyScopes.Persons),
        ("/overview", KeyScopes.Query, KeyScopes.Query),
        ("/catalog", KeyScopes.Query, KeyScopes.Query),
        ("/live/summary", KeyScopes.Query, KeyScopes.Query),
        ("/reports", KeyScopes.Query, KeyScopes.WriteReports),
        ("/boards", KeyScopes.Query, KeyScopes.WriteReports),
        ("/cohorts", KeyScopes.Query, KeyScopes.WriteReports),
        ("/cohorts/{cohort}/persons", KeyScopes.Persons, KeyScopes.Persons),
        ("/cohorts/{cohort}/members", KeyScopes.Persons, KeyScopes.WriteReports),
        ("/events", KeyScopes.Persons, KeyScopes.Persons),
        ("/persons", KeyScopes.Persons, KeyScopes.Persons),
        ("/identity", KeyScopes.Persons, KeyScopes.Manage),
        ("/export", KeyScopes.Export, KeyScopes.Export),
        ("/imports", KeyScopes.Import, KeyScopes.Import),
        ("/sample", KeyScopes.Import, KeyScopes.Import),
    ];

    /// <summary>Null: any scope opens it, since it only says who asks and which projects there are.</summary>
    public static string? Route(RouteEndpoint endpoint, AccessRule rule)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText?.Trim('/');
        if (pattern.StartsWith("/hubs/", StringComparison.Ordinal))
            return KeyScopes.Persons;
        if (
            pattern is "/api/session"
            || (pattern is "/api/projects" or Project && rule is AccessRule.AnyCaller or AccessRule.InProject { Role: Role.Viewer })
        )
            return null;
        if (rule is not AccessRule.InProject { Role: var role } || !pattern.StartsWith(Project, StringComparison.Ordinal))
            return KeyScopes.Manage;
        var path = pattern[Project.Length..];
        var found = _routes
            .Where(r => path == r.Path || path.StartsWith(r.Path + "/", StringComparison.Ordinal) || r.Path.Length == 0)
            .MaxBy(r => r.Path.Length);
        return role > Role.Viewer ? found.Changes : found.Reads;
    }
}
