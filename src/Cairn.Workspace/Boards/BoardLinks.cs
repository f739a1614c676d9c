using Cairn.Workspace.Keys;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Boards;

/// <summary>Makes, finds and ends public links.</summary>
public sealed class BoardLinks(IDbContextFactory<WorkspaceDb> databases, TimeProvider time)
{
    /// <summary>Live ones of one board.</summary>
    public const int Most = 50;

    /// <returns>The link and its token, which nobody can show again; null when the board has too many.</returns>
    public async Task<(BoardLink Link, string Token)?> CreateAsync(Guid board, string by, CancellationToken cancellationToken)
    {
        var (now, token) = (time.GetUtcNow(), KeyText.NewBoardToken());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.BoardLinks.CountAsync(l => l.BoardId == board && l.RevokedAt == null, cancellationToken) >= Most)
            return null;
        var link = new BoardLink
        {
            Id = Guid.CreateVersion7(now),
            BoardId = board,
            Hash = KeyText.Hash(token),
            CreatedBy = by,
            CreatedAt = now,
        };
        db.BoardLinks.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        return (link, token);
    }

    /// <summary>The newest 200, the revoked ones included.</summary>
    public async Task<IReadOnlyList<BoardLink>> ListAsync(Guid board, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .BoardLinks.AsNoTracking()
            .Where(l => l.BoardId == board)
            .OrderByDescending(l => l.Id)
            .Take(200)
            .ToListAsync(cancellationToken);
    }

    /// <summary>From now on it opens nothing, on every server: links are looked up each time.</summary>
    /// <returns>False when the board has no such link.</returns>
    public async Task<bool> RevokeAsync(Guid board, Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var revoked = await db
            .BoardLinks.Where(l => l.Id == id && l.BoardId == board)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.RevokedAt, l => l.RevokedAt ?? now), cancellationToken);
        return revoked > 0;
    }

    /// <summary>The board that a token opens; null for one that is unknown or revoked, or whose board was removed. Its use is noted, at most once a
    /// minute. One look-up by the hash, so timing tells nothing about the token.</summary>
    public async Task<Board?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        if (!KeyText.IsWellFormed(token, KeyText.BoardPrefix))
            return null;
        var (hash, now) = (KeyText.Hash(token), time.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await (
            from link in db.BoardLinks
            join board in db.Boards on link.BoardId equals board.Id
            where link.Hash == hash && link.RevokedAt == null && board.DeletedAt == null
            select new
            {
                link.Id,
                link.LastUsedAt,
                Board = board,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        if (found.LastUsedAt is not { } used || now - used > TimeSpan.FromMinutes(1))
            await db
                .BoardLinks.Where(l => l.Id == found.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.LastUsedAt, now), cancellationToken);
        return found.Board;
    }
}
