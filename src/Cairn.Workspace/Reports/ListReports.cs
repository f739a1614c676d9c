using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Reports;

/// <summary>Which reports does a project have, and what were they before?</summary>
public sealed class ListReports(IDbContextFactory<WorkspaceDb> databases)
{
    /// <summary>A page, newest first.</summary>
    /// <param name="kind">Null: of every kind.</param>
    /// <param name="before">The last id of the page before; null for the first.</param>
    public async Task<IReadOnlyList<Report>> PageAsync(
        ProjectId project,
        string? kind,
        Guid? before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var reports = db.Reports.AsNoTracking().Where(r => r.ProjectId == projectId && r.DeletedAt == null);
        if (kind is not null)
            reports = reports.Where(r => r.Kind == kind);
        if (before is { } last)
            reports = reports.Where(r => r.Id.CompareTo(last) < 0);
        return await reports.OrderByDescending(r => r.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Null when there is none or it was removed.</summary>
    public async Task<Report?> FindAsync(ProjectId project, Guid id, CancellationToken cancellationToken)
    {
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .Reports.AsNoTracking()
            .FirstOrDefaultAsync(r => r.Id == id && r.ProjectId == projectId && r.DeletedAt == null, cancellationToken);
    }

    /// <summary>Those of these ids that the project has or had, the removed ones included.</summary>
    public async Task<IReadOnlyList<Report>> OfAsync(ProjectId project, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var projectId = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Reports.AsNoTracking().Where(r => r.ProjectId == projectId && ids.Contains(r.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>A page of a report's versions, newest first.</summary>
    public async Task<IReadOnlyList<ReportVersion>> VersionsAsync(Guid report, int before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .ReportVersions.AsNoTracking()
            .Where(v => v.ReportId == report && v.Version < before)
            .OrderByDescending(v => v.Version)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    public async Task<ReportVersion?> FindVersionAsync(Guid report, int version, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db
            .ReportVersions.AsNoTracking()
            .FirstOrDefaultAsync(v => v.ReportId == report && v.Version == version, cancellationToken);
    }
}
