using System.Text.Json;
using Cairn.Ingest.Spool;

namespace Cairn.Server.Upgrades;

/// <summary>In the data folder while tables are being upgraded: what to go back to. A start that finds it goes on with the upgrade, rehearsed as it is.</summary>
internal sealed record UpgradeNote(string Folder, string BackupId)
{
    private const string Name = "upgrade.json";

    public static UpgradeNote? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<UpgradeNote>(File.ReadAllBytes(Path.Combine(dataFolder, Name)));
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>On disk when it returns.</summary>
    public void Write(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        using (var file = new FileStream(path + ".new", FileMode.Create))
        {
            JsonSerializer.Serialize(file, this);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        Folders.Sync(dataFolder);
    }

    public static void Remove(string dataFolder) => File.Delete(Path.Combine(dataFolder, Name));
}
