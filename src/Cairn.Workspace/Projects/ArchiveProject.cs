using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Projects;

/// <summary>Lays a project aside, or takes it up again: it takes no events and stands apart in lists; reading goes on.</summary>
public sealed class ArchiveProject(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    public async Task RunAsync(ProjectId project, bool isArchived, CancellationToken cancellationToken)
    {
        var (id, now) = ((int)project.Value, time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Projects.FirstOrDefaultAsync(p => p.Id == id && p.DeletedAt == null, cancellationToken) is not { } row)
            return;
        row.ArchivedAt = isArchived ? row.ArchivedAt ?? now : null;
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
    }
}
