using System.Text.Json;

namespace Cairn.Server.Backups;

/// <summary>In a data folder that came of a backup and was not started yet: of which moment it is. Erasures from then on are carried out again before anybody
/// is answered.</summary>
internal sealed record RestoredNote(string BackupId, DateTimeOffset Moment)
{
    public const string Name = "restored.json";

    /// <summary>Null: the folder did not come of a backup, or was started since.</summary>
    public static RestoredNote? Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        return File.Exists(path) ? JsonSerializer.Deserialize<RestoredNote>(File.ReadAllBytes(path)) : null;
    }

    public static void Remove(string dataFolder) => File.Delete(Path.Combine(dataFolder, Name));

    /// <param name="erasures">Lists of erasures that may be longer than the backup's own: the longest is taken, since they are only ever added to.</param>
    public static void Write(string dataFolder, BackupManifest manifest, IEnumerable<string> erasures)
    {
        var own = BackupFolder.ErasuresIn(dataFolder);
        foreach (var path in erasures.Where(File.Exists))
            if (!File.Exists(own) || new FileInfo(path).Length > new FileInfo(own).Length)
                File.Copy(path, own, overwrite: true);
        File.WriteAllBytes(
            Path.Combine(dataFolder, Name),
            JsonSerializer.SerializeToUtf8Bytes(new RestoredNote(manifest.Id, manifest.Moment))
        );
    }
}
