using System.Security.Cryptography;
using System.Text;
using Cairn.Events;
using Cairn.Workspace.Access;
using Cairn.Workspace.Erasing;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Mirrors;

/// <summary>What a mirror is to be.</summary>
/// <param name="Key">The vendor's; null: as it was.</param>
public sealed record MirrorSetting(
    string? Format,
    string? Forward,
    string Url,
    string? Key,
    bool IsRedacted,
    bool PassesAddress,
    bool IsOn
);

/// <summary>Reads and changes a project's mirror. A change holds from the next request on, also on other servers.</summary>
public sealed class EditMirror(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, MasterKey master, TimeProvider time)
{
    /// <summary>Null: there is none.</summary>
    public async Task<MirrorRow?> ReadAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var id = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Mirrors.AsNoTracking().FirstOrDefaultAsync(m => m.ProjectId == id, cancellationToken);
    }

    /// <param name="by">Who changes it.</param>
    public async Task ChangeAsync(ProjectId project, MirrorSetting setting, string by, CancellationToken cancellationToken)
    {
        var id = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Mirrors.FirstOrDefaultAsync(m => m.ProjectId == id, cancellationToken);
        if (row is null)
            db.Mirrors.Add(
                row = new MirrorRow
                {
                    ProjectId = id,
                    Url = setting.Url,
                    UpdatedBy = by,
                }
            );
        (row.Format, row.Forward, row.Url) = (setting.Format, setting.Forward, setting.Url);
        (row.IsRedacted, row.PassesAddress, row.IsOn) = (setting.IsRedacted, setting.PassesAddress, setting.IsOn);
        (row.UpdatedBy, row.UpdatedAt) = (by, time.GetUtcNow());
        if (setting.Key is { } key)
        {
            row.SealedKey = key.Length == 0 ? null : master.Seal(Purpose(project), Encoding.UTF8.GetBytes(key));
            row.KeyEnd = key.Length == 0 ? null : key[^Math.Min(4, key.Length / 2)..];
        }

        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None); // committed: a caller that hangs up must not leave it unknown
    }

    /// <returns>False: there was none.</returns>
    public async Task<bool> RemoveAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var id = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = await db.Mirrors.Where(m => m.ProjectId == id).ExecuteDeleteAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return removed > 0;
    }

    /// <summary>The vendor's key as it was entered.</summary>
    /// <returns>False: another master key sealed it. It must be entered again.</returns>
    public bool TryOpenKey(MirrorRow row, out string? key)
    {
        key = null;
        try
        {
            if (row.SealedKey is { } bytes)
                key = Encoding.UTF8.GetString(master.Open(Purpose(new ProjectId((uint)row.ProjectId)), bytes));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Purpose(ProjectId project) => $"key of the mirror of {project}";
}
