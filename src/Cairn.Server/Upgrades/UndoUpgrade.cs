using Cairn.Ingest.Spool;
using Cairn.Server.Backups;
using Cairn.Server.Settings;

namespace Cairn.Server.Upgrades;

/// <summary>Puts both databases back to the backup before the upgrade. The spool stays as it is: what it took since is still to be stored, and looked up first.
/// Both engines must have stopped.</summary>
internal sealed class UndoUpgrade(CairnSettings settings, UpgradeNote note)
{
    private static readonly string[] _engines = ["postgres", "clickhouse"];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(note.Folder);
        var manifest =
            folder.Find(note.BackupId) ?? throw new BackupException($"The backup {note.BackupId} of before the upgrade is gone.");
        var restored = Path.Combine(settings.DataFolder, VerifyBackup.Scratch, "undo");
        await new RestoreBackup(folder, manifest, settings, _ => { }).RunAsync(restored, isTrial: false, cancellationToken);
        var failed = Path.Combine(settings.DataFolder, VerifyBackup.Scratch, "failed");
        Directory.CreateDirectory(failed);
        foreach (var engine in _engines)
        {
            Directory.Move(Path.Combine(settings.DataFolder, engine), Path.Combine(failed, engine));
            Directory.Move(Path.Combine(restored, engine), Path.Combine(settings.DataFolder, engine));
        }

        File.Move(Path.Combine(restored, "marker.json"), Path.Combine(settings.DataFolder, "marker.json"), overwrite: true);
        UpgradeNote.Remove(settings.DataFolder);
        Folders.Sync(settings.DataFolder);
        VerifyBackup.RemoveLeftovers(settings);
    }
}
