using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Projects;

/// <summary>Ends a project: its keys open nothing from now on, its slug is free, and its rows are erased in the background.</summary>
public sealed class DeleteProject(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, EraseProjects erase, TimeProvider time)
{
    public async Task RunAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var (id, now) = ((int)project.Value, time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .Projects.Where(p => p.Id == id && p.DeletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.DeletedAt, now), cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        erase.Wake();
    }
}
