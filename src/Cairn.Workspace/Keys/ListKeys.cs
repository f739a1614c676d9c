using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Which keys does a project, or the instance, have, those that ended included? Oldest first.</summary>
public sealed class ListKeys(IDbContextFactory<WorkspaceDb> databases)
{
    public async Task<IReadOnlyList<WriteKey>> WriteAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.WriteKeys.AsNoTracking().Where(k => k.ProjectId == projectId).OrderBy(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <summary>API keys and service keys.</summary>
    /// <param name="project">Null: the keys of the instance.</param>
    public async Task<IReadOnlyList<ApiKey>> ApiAsync(ProjectId? project, CancellationToken cancellationToken)
    {
        var projectId = (int?)project?.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ApiKeys.AsNoTracking().Where(k => k.ProjectId == projectId).OrderBy(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <summary>One key of any kind, for those that change it.</summary>
    internal static async Task<Key?> FindAsync(WorkspaceDb db, ProjectId? project, Guid id, CancellationToken cancellationToken)
    {
        var projectId = (int?)project?.Value;
        return await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id && k.ProjectId == projectId, cancellationToken) as Key
            ?? await db.WriteKeys.FirstOrDefaultAsync(k => k.Id == id && k.ProjectId == projectId, cancellationToken);
    }
}
