using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cairn.Workspace.Sites;

/// <summary>Reads and changes the sites of a project. A change holds from the next event on, also on other servers.</summary>
public sealed class EditSites(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <summary>In the order of their names.</summary>
    public async Task<IReadOnlyList<SiteRow>> ReadAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await OfAsync(db, (int)project.Value, cancellationToken);
    }

    /// <summary>These and no others from now on.</summary>
    /// <param name="sites">Each as <see cref="SiteName.Normal"/> gives it.</param>
    /// <param name="by">Who changes them.</param>
    /// <returns>Those that belong to another project, also to one that waits to be erased, or are its slug: then nothing changed.</returns>
    public async Task<IReadOnlySet<string>> ChangeAsync(
        ProjectId project,
        IReadOnlyList<string> sites,
        string by,
        CancellationToken cancellationToken
    )
    {
        var id = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await TakenAsync(db, id, sites, cancellationToken) is { Count: > 0 } taken)
            return taken;
        var before = await OfAsync(db, id, cancellationToken);
        db.Sites.RemoveRange(before.Where(s => !sites.Contains(s.Site)));
        foreach (var site in sites.Except(before.Select(s => s.Site)))
            db.Sites.Add(
                new SiteRow
                {
                    Site = site,
                    ProjectId = id,
                    AddedBy = by,
                    AddedAt = time.GetUtcNow(),
                }
            );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody else took one in this moment.
            return await TakenAsync(db, id, sites, cancellationToken);
        }

        await access.ReloadAsync(CancellationToken.None); // committed: a caller that hangs up must not leave it unknown
        return new HashSet<string>();
    }

    private static async Task<IReadOnlySet<string>> TakenAsync(
        WorkspaceDb db,
        int project,
        IReadOnlyList<string> sites,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .Sites.Where(s => s.ProjectId != project && sites.Contains(s.Site))
            .Select(s => s.Site)
            .ToListAsync(cancellationToken);
        var slugs = await db
            .Projects.Where(p => p.Id != project && p.DeletedAt == null && sites.Contains(p.Slug))
            .Select(p => p.Slug)
            .ToListAsync(cancellationToken);
        return rows.Concat(slugs).ToHashSet();
    }

    private static Task<List<SiteRow>> OfAsync(WorkspaceDb db, int project, CancellationToken cancellationToken) =>
        db.Sites.Where(s => s.ProjectId == project).OrderBy(s => s.Site).ToListAsync(cancellationToken);
}
