using Cairn.Events;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Audit;

/// <summary>Which lines? Everything that is null does not matter.</summary>
/// <param name="Project">Null: every project and the instance itself.</param>
/// <param name="Action">The whole action (<c>key.created</c>), or its noun with a dot (<c>key.</c>).</param>
/// <param name="Actor">The account's e-mail address or the key's name, exactly.</param>
/// <param name="Target">Part of the target's name, in any case, or its whole id.</param>
/// <param name="From">At or after.</param>
/// <param name="To">Before.</param>
public sealed record AuditFilter(
    ProjectId? Project,
    string? Action = null,
    string? Actor = null,
    ActorKind? ActorKind = null,
    string? Target = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null
);

/// <summary>What was done, by whom, and when?</summary>
public sealed class ListAudit(IDbContextFactory<WorkspaceDb> databases)
{
    /// <summary>A page, newest first.</summary>
    /// <param name="before">The last id of the page before; null for the first.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var lines = Matching(db, filter);
        if (before is { } last)
            lines = lines.Where(line => line.Id < last);
        return await lines.OrderByDescending(line => line.Id).Take(limit).ToListAsync(cancellationToken);
    }

    private static IQueryable<AuditEntry> Matching(WorkspaceDb db, AuditFilter filter)
    {
        var lines = db.AuditLog.AsNoTracking();
        if (filter.Project is { } project)
            lines = lines.Where(line => line.ProjectId == (int)project.Value);
        if (filter.Action is { } action)
            lines = action.EndsWith('.') ? lines.Where(line => line.Action.StartsWith(action)) : lines.Where(line => line.Action == action);
        if (filter.Actor is { } actor)
            lines = lines.Where(line => line.ActorName == actor);
        if (filter.ActorKind is { } kind)
            lines = lines.Where(line => line.ActorKind == kind);
        if (filter.Target is { } target)
        {
            var part = "%" + target.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%";
            lines = lines.Where(line => line.TargetId == target || EF.Functions.ILike(line.TargetName!, part, "\\"));
        }
        if (filter.From is { } from)
            lines = lines.Where(line => line.At >= from);
        if (filter.To is { } to)
            lines = lines.Where(line => line.At < to);
        return lines;
    }
}
