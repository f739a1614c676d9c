using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Access;

/// <summary>The scope that opens a route to an API key with scopes: by what the route shows, else by the role it takes. A new route is covered without a line
/// here; one that shows single persons or events to viewers needs one.</summary>
internal static class ScopeOfRoute
{
    private const string Project = "/api/projects/{slug}";

    /// <summary>Beginnings of the route below its project. The first that fits counts.</summary>
    private static readonly (string Start, string Scope)[] _below =
    [
        ("/query/persons", KeyScopes.Persons),
        ("/persons", KeyScopes.Persons),
        ("/events", KeyScopes.Persons),
        ("/cohorts/{cohort}/persons", KeyScopes.Persons),
        ("/export", KeyScopes.Export),
        ("/imports", KeyScopes.Import),
        ("/privacy/access-requests", KeyScopes.Persons),
        ("/privacy/archives", KeyScopes.Export),
        ("/sample", KeyScopes.Import),
        ("/identity", KeyScopes.Manage),
        ("/boards/{id:guid}/links", KeyScopes.Manage), // whoever has a link reads the board's answers without a scope
    ];

    /// <returns>Null: any key, since it tells only who the caller is and what they may see.</returns>
    public static string? Find(string pattern, string method, AccessRule rule)
    {
        var path = "/" + pattern.Trim('/');
        return rule switch
        {
            AccessRule.AnyCaller when path is "/api/projects" or "/api/session" && HttpMethods.IsGet(method) => null,
            AccessRule.AnyCaller when path.StartsWith("/hubs", StringComparison.Ordinal) => KeyScopes.Persons,
            AccessRule.InProject(var role) => Below(
                path.StartsWith(Project, StringComparison.Ordinal) ? path[Project.Length..] : "",
                method,
                role
            ),
            _ => KeyScopes.Manage,
        };
    }

    private static string Below(string path, string method, Role role)
    {
        if (path is "/cohorts/{cohort}/members" && HttpMethods.IsGet(method))
            return KeyScopes.Persons;
        foreach (var (start, scope) in _below)
        {
            if (path.StartsWith(start, StringComparison.Ordinal) && (path.Length == start.Length || path[start.Length] is '/'))
                return scope;
        }
        return role switch
        {
            Role.Self or Role.Viewer => KeyScopes.Query,
            Role.Analyst => KeyScopes.WriteReports,
            _ => KeyScopes.Manage,
        };
    }
}
