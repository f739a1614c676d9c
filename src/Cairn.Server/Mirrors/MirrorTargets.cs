using System.Collections.Concurrent;
using Cairn.Events;
using Cairn.Ingest.Mirror;
using Cairn.Workspace.Access;
using Cairn.Workspace.Mirrors;

namespace Cairn.Server.Mirrors;

/// <summary>The mirrors of all projects, made ready once per change of the workspace.</summary>
internal sealed class MirrorTargets(WorkspaceAccess workspace, EditMirror edit)
{
    private readonly ConcurrentDictionary<ProjectId, (MirrorRow Row, MirrorTarget? Target)> _ready = [];

    public MirrorTarget? Find(ProjectId project)
    {
        if (workspace.Current.MirrorOf(project) is not { } row)
            return null;
        if (_ready.TryGetValue(project, out var ready) && ReferenceEquals(ready.Row, row))
            return ready.Target;
        var target = edit.TryOpenKey(row, out var key)
            ? new MirrorTarget(
                row.Format is MirrorEndpoints.AnyFormat ? null : row.Format,
                row.Forward is not null,
                new Uri(row.Url),
                key,
                row.IsRedacted,
                row.PassesAddress
            )
            : null;
        _ready[project] = (row, target);
        return target;
    }
}
