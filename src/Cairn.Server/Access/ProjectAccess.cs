using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Access;

/// <summary>The project of the request and the caller's role in it; among the request's features after the check.</summary>
public sealed record ProjectAccess(KnownProject Project, Role Role)
{
    /// <summary>Null when the project does not exist, and when the caller has no role in it: the two must look the same.</summary>
    public static ProjectAccess? Find(KnownWorkspace workspace, Caller caller, string slug) =>
        workspace.FindProject(slug) is { } project && caller.RoleIn(project.Id) is { } role ? new ProjectAccess(project, role) : null;
}
