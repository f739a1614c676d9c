using Cairn.Server.Backups;
using Cairn.Server.Settings;

namespace Cairn.Server.Upgrades;

/// <summary>Puts both databases back to the backup before the upgrade. The spool stays as it is: what it took since is still to be stored, and looked up first.
/// Both engines must have stopped.</summary>
internal sealed class UndoUpgrade(CairnSettings settings, UpgradeNote note)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(note.Folder);
        var manifest =
            folder.Find(note.BackupId) ?? throw new BackupException($"The backup {note.BackupId} of before the upgrade is gone.");
        var restored = Path.Combine(settings.DataFolder, VerifyBackup.Scratch, "undo");
        await new RestoreBackup(folder, manifest, settings, _ => { }).RunAsync(restored, isTrial: false, cancellationToken);
        // From here on it is done, by this process or by the next start.
        new UndoNote(restored, Path.Combine(settings.DataFolder, VerifyBackup.Scratch, "failed")).Write(settings.DataFolder);
        UndoNote.Finish(settings.DataFolder);
        VerifyBackup.RemoveLeftovers(settings);
    }
}
