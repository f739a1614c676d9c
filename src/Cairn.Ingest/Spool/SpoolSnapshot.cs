using System.Runtime.InteropServices;

namespace Cairn.Ingest.Spool;

/// <summary>The spool as it was at one moment, in a folder of links beside it: the files may grow or go meanwhile, what is in the first bytes of them stays.</summary>
/// <param name="StoredBefore">Every event of a lower sequence was in the store or a dead letter.</param>
/// <param name="NextSequence">Events from here on came after the moment.</param>
/// <param name="Files">Path in the spool's folder, and how many bytes of it belong to the moment.</param>
public sealed partial record SpoolSnapshot(ulong StoredBefore, ulong NextSequence, IReadOnlyList<(string Path, long Bytes)> Files)
{
    /// <summary>Call while the drain stands still (<see cref="SpoolDrain.Batch"/>): it is the one who deletes segments.</summary>
    /// <param name="folder">Made; on the same file system, or files are copied.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static SpoolSnapshot Take(EventSpool spool, SpoolDrain drain, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "ids"));
        // First the ids: those of segments that are sealed from here on are found again in the segments. The other way round, ids of events that came
        // after the moment would be in the copy, and the events refused as repeats when their senders send them again.
        var files = new List<(string, long)>();
        foreach (var name in LinkIds(spool.Folder, folder))
            files.Add((name, new FileInfo(Path.Combine(folder, name)).Length));
        var (end, next) = (spool.End, spool.NextSequence);
        foreach (var first in spool.Segments.Where(s => s <= end.Segment))
        {
            var path = SpoolSegment.PathOf(spool.Folder, first);
            var name = Path.GetFileName(path);
            Link(path, Path.Combine(folder, name));
            files.Add((name, first == end.Segment ? end.Offset : new FileInfo(path).Length));
        }

        new Checkpoint(folder).Write(drain.StoredBefore);
        files.Add(("checkpoint", new FileInfo(Path.Combine(folder, "checkpoint")).Length));
        return new SpoolSnapshot(drain.StoredBefore, next, files);
    }

    /// <summary>A second name for a file, or a copy where the file system has no such thing.</summary>
    public static void Link(string from, string to)
    {
        if (HardLink(from, to) != 0)
            File.Copy(from, to);
    }

    /// <summary>Runs are joined now and then; a listing in the middle of that is made again.</summary>
    private static List<string> LinkIds(string spool, string folder)
    {
        for (var attempt = 0; ; attempt++)
        {
            var names = Directory
                .EnumerateFiles(Path.Combine(spool, "ids"), "*.ids")
                .Select(p => Path.Combine("ids", Path.GetFileName(p)))
                .ToList();
            try
            {
                foreach (var name in names)
                    if (!File.Exists(Path.Combine(folder, name)))
                        Link(Path.Combine(spool, name), Path.Combine(folder, name));
                return names;
            }
            catch (FileNotFoundException) when (attempt < 10) { }
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int HardLink(string from, string to);
}
