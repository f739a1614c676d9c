using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Projects;

public enum Restoring
{
    Done,

    /// <summary>No such project waits to be erased; its grace may be over.</summary>
    NotFound,

    /// <summary>Another project has the slug by now.</summary>
    SlugTaken,
}

/// <summary>Deleted projects that are not erased yet: which are there, and back with one.</summary>
public sealed class RestoreProject(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <summary>Those that can still be restored; erased soonest first.</summary>
    /// <param name="deletedBy">Only those; null: everybody's.</param>
    public async Task<IReadOnlyList<Project>> ListAsync(Guid? deletedBy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .Projects.AsNoTracking()
            .Where(p => p.DeletedAt != null && p.ErasedAt == null && p.EraseAt > now && (deletedBy == null || p.DeletedBy == deletedBy))
            .OrderBy(p => p.EraseAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Everything of it is back, its keys and roles too.</summary>
    /// <param name="slug">Valid; null: the one it had.</param>
    public async Task<(Restoring Outcome, Project? Project)> RunAsync(int id, string? slug, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var wanted = await db.Projects.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken);
        var name = slug ?? wanted?.Slug ?? "";
        try
        {
            // In one statement, so that it and the erasure never both happen: the erasure only takes rows whose time has come.
            var count = await db
                .Projects.Where(p => p.Id == id && p.DeletedAt != null && p.ErasedAt == null && p.EraseAt > now)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(p => p.Slug, name)
                            .SetProperty(p => p.DeletedAt, (DateTimeOffset?)null)
                            .SetProperty(p => p.EraseAt, (DateTimeOffset?)null)
                            .SetProperty(p => p.DeletedBy, (Guid?)null),
                    cancellationToken
                );
            if (count == 0)
                return (Restoring.NotFound, null);
        }
        catch (Npgsql.PostgresException e) when (CreateProject.IsTaken(e))
        {
            return (Restoring.SlugTaken, null);
        }
        await access.ReloadAsync(CancellationToken.None);
        return (Restoring.Done, await db.Projects.AsNoTracking().FirstAsync(p => p.Id == id, cancellationToken));
    }
}
