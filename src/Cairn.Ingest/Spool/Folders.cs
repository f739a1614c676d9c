using System.Runtime.InteropServices;

namespace Cairn.Ingest.Spool;

/// <summary>.NET can flush a file but not the folder that holds its name.</summary>
public static partial class Folders
{
    /// <summary>Puts names added to, renamed in or removed from <paramref name="path"/> on disk.</summary>
    /// <exception cref="IOException">The folder could not be flushed.</exception>
    public static void Sync(string path) => Flush(path, FSync);

    /// <summary>Puts everything on disk that was written to the file system of <paramref name="path"/>: cheaper than each of very many files.</summary>
    /// <exception cref="IOException">It could not be flushed.</exception>
    public static void SyncFileSystem(string path) => Flush(path, SyncFs);

    private static void Flush(string path, Func<int, int> flush)
    {
        const int readOnly = 0;
        var descriptor = Open(path, readOnly);
        if (descriptor < 0)
            throw new IOException($"The folder {path} could not be opened (errno {Marshal.GetLastPInvokeError()}).");
        var failed = flush(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
            throw new IOException($"The folder {path} could not be flushed to disk (errno {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
