using System.Text.Json;
using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Boards;

/// <summary>Makes, changes and removes boards.</summary>
public sealed class EditBoards(IDbContextFactory<WorkspaceDb> databases, TimeProvider time)
{
    public async Task<Board> CreateAsync(ProjectId project, BoardText text, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var board = new Board
        {
            Id = Guid.CreateVersion7(now),
            ProjectId = (int)project.Value,
            Version = 1,
            Name = text.Name,
            Description = text.Description,
            Settings = JsonSerializer.Serialize(text.Settings, BoardJson.Options),
            Tiles = JsonSerializer.Serialize(text.Tiles, BoardJson.Options),
            CreatedBy = by,
            CreatedAt = now,
            UpdatedBy = by,
            UpdatedAt = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Boards.Add(board);
        await db.SaveChangesAsync(cancellationToken);
        return board;
    }

    /// <summary>Makes the next version, if the current one is <paramref name="basedOn"/>. Of two at once, one wins.</summary>
    /// <returns>Null when somebody else was first, or the board is gone.</returns>
    public async Task<Board?> ChangeAsync(Guid id, int basedOn, BoardText text, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (settings, tiles) = (
            JsonSerializer.Serialize(text.Settings, BoardJson.Options),
            JsonSerializer.Serialize(text.Tiles, BoardJson.Options)
        );
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await db
            .Boards.Where(b => b.Id == id && b.Version == basedOn && b.DeletedAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(b => b.Version, basedOn + 1)
                        .SetProperty(b => b.Name, text.Name)
                        .SetProperty(b => b.Description, text.Description)
                        .SetProperty(b => b.Settings, settings)
                        .SetProperty(b => b.Tiles, tiles)
                        .SetProperty(b => b.UpdatedBy, by)
                        .SetProperty(b => b.UpdatedAt, now),
                cancellationToken
            );
        return changed == 0 ? null : await db.Boards.AsNoTracking().SingleAsync(b => b.Id == id, cancellationToken);
    }

    /// <summary>It is listed no more, and its public links open nothing.</summary>
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .Boards.Where(b => b.Id == id && b.DeletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.DeletedAt, now), cancellationToken);
    }
}
