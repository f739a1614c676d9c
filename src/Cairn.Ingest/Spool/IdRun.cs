using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Ingest.Spool;

/// <summary>A sorted file of id keys with a Bloom filter in memory (10 bits a key, about 1 % false alarms). Keys are hashes and so evenly spread: a
/// look-up behind the filter guesses the place and reads one or two pages.</summary>
internal sealed class IdRun : IDisposable
{
    private const int KeyBytes = 16;
    private const int PageKeys = 256;
    private const int HashCount = 7;
    private readonly SafeFileHandle _file;
    private readonly ulong[] _bloom;

    private IdRun(string path, SafeFileHandle file, long count, ulong[] bloom)
    {
        Path = path;
        _file = file;
        Count = count;
        _bloom = bloom;
    }

    public string Path { get; }

    public long Count { get; }

    /// <summary>Writes the keys, sorted, as a new file, complete or not at all.</summary>
    public static IdRun Write(string path, UInt128[] keys)
    {
        Array.Sort(keys);
        var temporary = path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            Span<byte> buffer = stackalloc byte[KeyBytes];
            foreach (var key in keys)
            {
                BinaryPrimitives.WriteUInt128BigEndian(buffer, key);
                stream.Write(buffer);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        Folders.Sync(System.IO.Path.GetDirectoryName(path)!);
        return Open(path);
    }

    /// <summary>Opens a file and reads it once to build the filter: about 0.1 s per million keys.</summary>
    public static IdRun Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var count = RandomAccess.GetLength(file) / KeyBytes;
        var bloom = new ulong[Math.Max(1, ((count * 10) + 63) / 64)];
        foreach (var key in ReadAll(file, count))
        {
            for (var i = 0; i < HashCount; i++)
            {
                var bit = Bit(key, i, bloom.Length);
                bloom[bit >> 6] |= 1UL << (int)(bit & 63);
            }
        }

        return new IdRun(path, file, count, bloom);
    }

    public bool Contains(UInt128 key)
    {
        for (var i = 0; i < HashCount; i++)
        {
            var bit = Bit(key, i, _bloom.Length);
            if ((_bloom[bit >> 6] & (1UL << (int)(bit & 63))) == 0)
                return false;
        }

        return Search(key);
    }

    /// <summary>All keys, ascending.</summary>
    public IEnumerable<UInt128> Keys() => ReadAll(_file, Count);

    public void Dispose() => _file.Dispose();

    private bool Search(UInt128 key)
    {
        Span<byte> page = stackalloc byte[PageKeys * KeyBytes];
        // Spread evenly, the key's place is its share of the whole range; each miss narrows the range from one side.
        long low = 0,
            high = Count;
        var guess = (long)((UInt128)(ulong)(key >> 64) * (UInt128)(ulong)Count >> 64);
        while (low < high)
        {
            var start = Math.Clamp(guess - (PageKeys / 2), low, Math.Max(low, high - 1));
            var wanted = (int)Math.Min(PageKeys, high - start);
            var read = RandomAccess.Read(_file, page[..(wanted * KeyBytes)], start * KeyBytes) / KeyBytes;
            if (read == 0)
                return false;
            var first = Key(page, 0);
            var last = Key(page, read - 1);
            if (key < first)
                high = start;
            else if (key > last)
                low = start + read;
            else
            {
                for (var i = 0; i < read; i++)
                {
                    if (Key(page, i) == key)
                        return true;
                }

                return false;
            }

            guess = (low + high) / 2;
        }

        return false;
    }

    private static UInt128 Key(ReadOnlySpan<byte> page, int index) => BinaryPrimitives.ReadUInt128BigEndian(page[(index * KeyBytes)..]);

    /// <summary>Double hashing: the key is itself a hash, so its halves are two.</summary>
    private static long Bit(UInt128 key, int i, int words) => (long)(((ulong)key + ((ulong)i * (ulong)(key >> 64))) % ((ulong)words * 64));

    private static IEnumerable<UInt128> ReadAll(SafeFileHandle file, long count)
    {
        var buffer = new byte[64 * 1024];
        for (long at = 0; at < count; )
        {
            var read = RandomAccess.Read(file, buffer, at * KeyBytes) / KeyBytes;
            if (read == 0)
                yield break;
            for (var i = 0; i < read; i++)
                yield return Key(buffer, i);
            at += read;
        }
    }
}
