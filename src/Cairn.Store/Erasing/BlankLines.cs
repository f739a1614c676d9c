using System.Text;
using Cairn.Events;

namespace Cairn.Store.Erasing;

/// <summary>Overwrites, in place, the lines of a log that name an erased id: the engine goes on writing to its file meanwhile. An error message may quote what
/// a client sent.</summary>
public static class BlankLines
{
    /// <returns>Lines overwritten.</returns>
    public static int In(string path, IReadOnlyCollection<string> ids)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[RandomAccess.GetLength(file)];
        var length = RandomAccess.Read(file, bytes, 0);
        var blanked = 0;
        for (var start = 0; start < length; )
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start, length - start);
            end = end < 0 ? length : end;
            if (NamesId.In(Encoding.UTF8.GetString(bytes, start, end - start), ids))
            {
                bytes.AsSpan(start, end - start).Fill((byte)'#');
                RandomAccess.Write(file, bytes.AsSpan(start, end - start), start);
                blanked++;
            }

            start = end + 1;
        }

        if (blanked > 0)
            RandomAccess.FlushToDisk(file);
        return blanked;
    }
}
