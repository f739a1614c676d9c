using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Privacy;

/// <summary>Reads and changes what a project does with personal data. A change holds for every event that is received after the answer; what is stored stays.</summary>
public sealed class EditPrivacy(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    public async Task<PrivacyRow> ReadAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await RowAsync(db, project, cancellationToken);
    }

    public Task<PrivacyRow> ChangeAsync(ProjectId project, RedactionPolicy policy, string by, CancellationToken cancellationToken) =>
        ChangeAsync(
            project,
            row => (row.Redaction, row.RedactionUpdatedBy, row.RedactionUpdatedAt) = (PolicyJson.Write(policy), by, time.GetUtcNow()),
            cancellationToken
        );

    public Task<PrivacyRow> ChangeAsync(ProjectId project, ConsentPolicy consent, string by, CancellationToken cancellationToken) =>
        ChangeAsync(
            project,
            row =>
                (row.OptoutSignals, row.CookielessIds, row.ConsentUpdatedBy, row.ConsentUpdatedAt) = (
                    PolicyJson.Word(consent.Signals),
                    consent.CookielessIds,
                    by,
                    time.GetUtcNow()
                ),
            cancellationToken
        );

    private async Task<PrivacyRow> ChangeAsync(ProjectId project, Action<PrivacyRow> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await RowAsync(db, project, cancellationToken);
        change(row);
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None); // committed: a caller that hangs up must not leave it unknown
        return row;
    }

    private static Task<PrivacyRow> RowAsync(WorkspaceDb db, ProjectId project, CancellationToken cancellationToken)
    {
        var id = (int)project.Value;
        return db.Privacy.FirstAsync(p => p.ProjectId == id, cancellationToken);
    }
}
