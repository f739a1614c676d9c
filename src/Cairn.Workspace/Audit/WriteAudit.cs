using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Audit;

/// <summary>Adds a line to the audit log.</summary>
public sealed class WriteAudit(IDbContextFactory<WorkspaceDb> databases)
{
    /// <summary>On disk when it returns. Await it before you say that something is done.</summary>
    public async Task RunAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.AuditLog.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
    }
}
