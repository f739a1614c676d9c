using System.Text.Json;
using Cairn.Ingest.Spool;

namespace Cairn.Server.Upgrades;

/// <summary>In the data folder from the moment on at which databases that were restored whole take the place of those of a failed upgrade, until they have. A start
/// that finds it goes on where it was cut off; until then nothing removes the folders it names.</summary>
/// <param name="Restored">What takes the place: <c>postgres</c>, <c>clickhouse</c>, <c>marker.json</c>.</param>
/// <param name="Failed">Where the half upgraded databases go.</param>
internal sealed record UndoNote(string Restored, string Failed)
{
    private const string Name = "undo.json";
    private const string Marker = "marker.json";
    private static readonly string[] _engines = ["postgres", "clickhouse"];

    public static UndoNote? Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        return File.Exists(path) ? JsonSerializer.Deserialize<UndoNote>(File.ReadAllBytes(path)) : null;
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

    /// <summary>Does what is left to be done of an undo; nothing when there is none. Both databases must have stopped.</summary>
    public static void Finish(string dataFolder)
    {
        if (Read(dataFolder) is not { } note)
            return;
        Directory.CreateDirectory(note.Failed);
        foreach (var engine in _engines)
        {
            var (restored, live) = (Path.Combine(note.Restored, engine), Path.Combine(dataFolder, engine));
            if (!Directory.Exists(restored))
                continue; // it has taken its place already
            if (Directory.Exists(live))
                Directory.Move(live, Path.Combine(note.Failed, engine));
            Directory.Move(restored, live);
        }

        if (File.Exists(Path.Combine(note.Restored, Marker)))
            File.Move(Path.Combine(note.Restored, Marker), Path.Combine(dataFolder, Marker), overwrite: true);
        Folders.Sync(dataFolder);
        UpgradeNote.Remove(dataFolder);
        Folders.Sync(dataFolder);
        File.Delete(Path.Combine(dataFolder, Name));
        Folders.Sync(dataFolder);
        foreach (var folder in new[] { note.Restored, note.Failed }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }
}
