using Cairn.Events;
using Cairn.Ingest.Redaction;
using Cairn.Workspace.Access;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Access;

/// <summary>The project of the request, narrowed to one person where the caller may see no other, and the caller's role in it; among the request's features after the check.</summary>
public sealed record ProjectAccess(KnownProject Project, Role Role)
{
    /// <summary>Null when the project does not exist, and when the caller has no role in it: the two must look the same.</summary>
    public static ProjectAccess? Find(KnownWorkspace workspace, Caller caller, string slug) =>
        workspace.FindProject(slug) is { } project && caller.RoleIn(project.Id) is { } role
            ? new ProjectAccess(project with { Context = For(caller, workspace, project) }, role)
            : null;

    private static ProjectContext For(Caller caller, KnownWorkspace workspace, KnownProject project) =>
        project.Context with
        {
            OnlyDistinctId = caller.OnlyPerson,
            StoredIds = id => StoredIds.Under(workspace.PrivacyOf(project.Id)).Of(id),
        };
}
