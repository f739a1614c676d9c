using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Projects;

/// <summary>How long a deleted project can be restored.</summary>
public sealed record DeleteGrace(TimeSpan Length)
{
    public static DeleteGrace Default { get; } = new(TimeSpan.FromDays(7));
}

/// <summary>Ends a project: its keys open nothing from now on and its slug is free. Its rows are erased after the grace, in the background.</summary>
public sealed class DeleteProject(
    IDbContextFactory<WorkspaceDb> databases,
    WorkspaceAccess access,
    EraseProjects erase,
    DeleteGrace grace,
    TimeProvider time
)
{
    /// <param name="by">The account or key; it may restore the project.</param>
    /// <param name="now">Without grace: it cannot be restored.</param>
    /// <returns>When its data is erased.</returns>
    public async Task<DateTimeOffset> RunAsync(ProjectId project, Guid by, bool now, CancellationToken cancellationToken)
    {
        var (id, deleted) = ((int)project.Value, time.GetUtcNow());
        var end = now ? deleted : deleted + grace.Length;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .Projects.Where(p => p.Id == id && p.DeletedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.DeletedAt, deleted).SetProperty(p => p.EraseAt, end).SetProperty(p => p.DeletedBy, by),
                cancellationToken
            );
        await access.ReloadAsync(CancellationToken.None);
        erase.Wake();
        return end;
    }

    /// <summary>Ends the grace of a deleted project.</summary>
    /// <returns>False: there is no such project that waits.</returns>
    public async Task<bool> EraseNowAsync(int id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var count = await db
            .Projects.Where(p => p.Id == id && p.DeletedAt != null && p.EraseAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.EraseAt, now), cancellationToken);
        erase.Wake();
        return count > 0;
    }
}
