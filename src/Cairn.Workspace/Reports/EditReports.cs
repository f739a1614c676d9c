using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Reports;

/// <summary>Makes, changes and removes reports. Nothing is ever overwritten: each change is a version.</summary>
public sealed class EditReports(IDbContextFactory<WorkspaceDb> databases, TimeProvider time)
{
    public async Task<Report> CreateAsync(ProjectId project, ReportText text, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var report = new Report
        {
            Id = Guid.CreateVersion7(now),
            ProjectId = (int)project.Value,
            Version = 1,
            Name = text.Name,
            Description = text.Description,
            Kind = text.Kind,
            Query = text.Query,
            CreatedBy = by,
            CreatedAt = now,
            UpdatedBy = by,
            UpdatedAt = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Reports.Add(report);
        db.ReportVersions.Add(VersionOf(report));
        await db.SaveChangesAsync(cancellationToken);
        return report;
    }

    /// <summary>Makes the next version, if the current one is <paramref name="basedOn"/>. Of two at once, one wins.</summary>
    /// <returns>Null when somebody else was first, or the report is gone.</returns>
    public async Task<Report?> ChangeAsync(Guid id, int basedOn, ReportText text, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db
            .Reports.Where(r => r.Id == id && r.Version == basedOn && r.DeletedAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.Version, basedOn + 1)
                        .SetProperty(r => r.Name, text.Name)
                        .SetProperty(r => r.Description, text.Description)
                        .SetProperty(r => r.Kind, text.Kind)
                        .SetProperty(r => r.Query, text.Query)
                        .SetProperty(r => r.UpdatedBy, by)
                        .SetProperty(r => r.UpdatedAt, now),
                cancellationToken
            );
        if (changed == 0)
            return null;
        var report = await db.Reports.AsNoTracking().SingleAsync(r => r.Id == id, cancellationToken);
        db.ReportVersions.Add(VersionOf(report));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return report;
    }

    /// <summary>It is listed and answered no more; its row and versions stay.</summary>
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .Reports.Where(r => r.Id == id && r.DeletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.DeletedAt, now), cancellationToken);
    }

    private static ReportVersion VersionOf(Report report) =>
        new()
        {
            ReportId = report.Id,
            Version = report.Version,
            Name = report.Name,
            Description = report.Description,
            Kind = report.Kind,
            Query = report.Query,
            SavedBy = report.UpdatedBy,
            SavedAt = report.UpdatedAt,
        };
}
