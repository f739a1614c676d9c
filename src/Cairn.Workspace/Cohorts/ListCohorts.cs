using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Cohorts;

/// <summary>Which cohorts does a project have? Ordered by name.</summary>
public sealed class ListCohorts(IDbContextFactory<WorkspaceDb> databases)
{
    /// <summary>In one project, so that a page holds all.</summary>
    public const int Most = 1_000;

    public async Task<IReadOnlyList<CohortRow>> AllAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .Cohorts.AsNoTracking()
            .Where(c => c.ProjectId == projectId)
            .OrderBy(c => c.Name)
            .ThenBy(c => c.Key)
            .ToListAsync(cancellationToken);
    }

    /// <param name="keyOrId">Its key, or its id.</param>
    public async Task<CohortRow?> FindAsync(ProjectId project, string keyOrId, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        var id = Guid.TryParse(keyOrId, out var guid) ? guid : Guid.Empty;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .Cohorts.AsNoTracking()
            .FirstOrDefaultAsync(c => c.ProjectId == projectId && (c.Key == keyOrId || c.Id == id), cancellationToken);
    }
}
