using Cairn.Store.Events;
using Cairn.Workspace.Access;

namespace Cairn.Server.Cohorts;

/// <summary>Lets answers kept in memory end with the cohorts they were made with, whoever changed those.</summary>
internal sealed class NoteCohortChanges
{
    private KnownWorkspace _before;

    public NoteCohortChanges(WorkspaceAccess workspace, DataVersions versions)
    {
        _before = workspace.Current;
        // Reloads come one at a time.
        workspace.Reloaded += (_, _) =>
        {
            var now = workspace.Current;
            foreach (var project in now.CohortsChangedSince(_before))
                versions.Changed(project);
            _before = now;
        };
    }
}
