using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Boards;

/// <summary>Which boards does a project have?</summary>
public sealed class ListBoards(IDbContextFactory<WorkspaceDb> databases)
{
    /// <summary>A page, newest first, each with whether a public link to it lives.</summary>
    /// <param name="before">The last id of the page before; null for the first.</param>
    public async Task<IReadOnlyList<(Board Board, bool IsShared)>> PageAsync(
        ProjectId project,
        Guid? before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var boards = db.Boards.AsNoTracking().Where(b => b.ProjectId == projectId && b.DeletedAt == null);
        if (before is { } last)
            boards = boards.Where(b => b.Id.CompareTo(last) < 0);
        var page = await boards
            .OrderByDescending(b => b.Id)
            .Take(limit)
            .Select(b => new { Board = b, IsShared = db.BoardLinks.Any(l => l.BoardId == b.Id && l.RevokedAt == null) })
            .ToListAsync(cancellationToken);
        return [.. page.Select(b => (b.Board, b.IsShared))];
    }

    /// <summary>Null when there is none or it was removed.</summary>
    public async Task<Board?> FindAsync(ProjectId project, Guid id, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .Boards.AsNoTracking()
            .FirstOrDefaultAsync(b => b.Id == id && b.ProjectId == projectId && b.DeletedAt == null, cancellationToken);
    }
}
