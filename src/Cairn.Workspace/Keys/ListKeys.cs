using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Keys;

/// <summary>Which keys does a project have, the revoked ones included? Oldest first.</summary>
public sealed class ListKeys(IDbContextFactory<WorkspaceDb> databases)
{
    public async Task<IReadOnlyList<WriteKey>> WriteAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.WriteKeys.AsNoTracking().Where(k => k.ProjectId == projectId).OrderBy(k => k.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKey>> ApiAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ApiKeys.AsNoTracking().Where(k => k.ProjectId == projectId).OrderBy(k => k.Id).ToListAsync(cancellationToken);
    }
}
