using System.Text.Json;

namespace Cairn.Server.Erasing;

/// <summary>One line: this erasure took these ids, as keyed hashes, at this time.</summary>
internal sealed record ErasureLine(Guid Erasure, uint Project, DateTimeOffset At, bool BlockFuture, IReadOnlyList<string> Hashes);

/// <summary><c>erasures</c> in the data folder: a line of JSON per erasure, only ever added to. It lies outside of both engines, so that a backup that is restored
/// can be told which persons must go again (<see cref="ApplyErasures"/>). Backups copy it beside what they copy, and restoring keeps the longer one.</summary>
internal sealed class ErasureFile(string path)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private readonly Lock _lock = new();

    /// <summary>On disk when it returns; an erasure that is in it already is not written again.</summary>
    public void Add(ErasureLine line)
    {
        lock (_lock)
        {
            if (Read().Any(l => l.Erasure == line.Erasure && l.Hashes.SequenceEqual(line.Hashes)))
                return;
            var options = new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using var file = new FileStream(path, options);
            file.Write(JsonSerializer.SerializeToUtf8Bytes(line, _json));
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Every line that is whole: the last may be torn by a crash, and its erasure is then written again.</summary>
    public IReadOnlyList<ErasureLine> Read()
    {
        if (!File.Exists(path))
            return [];
        var lines = new List<ErasureLine>();
        foreach (var text in File.ReadLines(path))
        {
            try
            {
                if (JsonSerializer.Deserialize<ErasureLine>(text, _json) is { } line)
                    lines.Add(line);
            }
            catch (JsonException)
            {
                // torn
            }
        }

        return lines;
    }
}
