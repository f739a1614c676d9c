using Cairn.Events;
using Cairn.Ingest.Spool;

namespace Cairn.Ingest.Tests.Spool;

/// <summary>Short ways to look into a spool.</summary>
internal static class Opened
{
    public static EventSpool Open(string folder, TimeProvider? time = null, long segmentBytes = 64 << 20, long maxBytes = 1L << 40) =>
        EventSpool.Open(new SpoolOptions(folder, maxBytes, MinFreeBytes: 0, segmentBytes), time ?? new ManualTime());

    /// <summary>Everything readable, in order, and where damage was seen.</summary>
    public static (IReadOnlyList<SequencedEvent> Events, int Damages) ReadAll(this EventSpool spool)
    {
        var damages = 0;
        using var reader = new SpoolReader(spool, (_, _) => damages++);
        reader.Seek(0);
        return (reader.Read(int.MaxValue, long.MaxValue), damages);
    }

    public static IReadOnlyList<string> Names(this EventSpool spool) => [.. spool.ReadAll().Events.Select(e => e.Event.Name)];

    /// <summary>What a crash at this moment would leave.</summary>
    public static string CopyOf(string folder)
    {
        var copy = Cairn.Testing.TestFolder.Create("copy");
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        return copy;
    }

    public static string NewestSegment(string folder) => Directory.GetFiles(folder, "*.spool").Order().Last();
}
