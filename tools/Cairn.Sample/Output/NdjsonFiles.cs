using System.Text.Json;

namespace Cairn.Sample.Output;

/// <summary>A history as files of one event per line, as <c>POST /ingest/events</c> takes them, with <c>planted.json</c> beside them.</summary>
public sealed class NdjsonFiles : IDisposable
{
    /// <summary>About 400 MB per file.</summary>
    public const int EventsPerFile = 1_000_000;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string _folder;
    private FileStream? _file;
    private int _files;
    private long _inFile;

    /// <param name="folder">Created when it is not there.</param>
    public NdjsonFiles(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public void Write(EventBatch batch)
    {
        foreach (var item in batch.Events)
        {
            if (_file is null || _inFile == EventsPerFile)
                Next();
            _file!.Write(batch[item.Line]);
            _file.WriteByte((byte)'\n');
            _inFile++;
        }
    }

    /// <summary>What was planted, as a JSON array beside the events.</summary>
    public static void WritePlanted(string folder, IReadOnlyList<PlantedAnomaly> planted) =>
        File.WriteAllText(Path.Combine(folder, "planted.json"), JsonSerializer.Serialize(planted, _json) + "\n");

    public void Dispose() => _file?.Dispose();

    private void Next()
    {
        _file?.Dispose();
        _file = new FileStream(
            Path.Combine(_folder, $"events-{++_files:D4}.ndjson"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.Read,
            1 << 20
        );
        _inFile = 0;
    }
}
