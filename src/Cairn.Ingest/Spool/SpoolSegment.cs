using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Ingest.Spool;

/// <summary>One append-only file of the spool. It begins with 8 bytes of magic and the sequence of its first event; records follow, each
/// <c>length(4) crc32c(4) payload</c>, the payload being <c>first sequence(8) count(4) {length(4) event}*</c>. A record is whole or it is not
/// there: whatever fails its checksum at the end of the newest file was never acknowledged.</summary>
internal sealed class SpoolSegment : IDisposable
{
    public const int HeaderBytes = 16;
    public const int RecordHeaderBytes = 8;
    public const int PayloadHeaderBytes = 12;
    private const ulong Magic = 0x31305053_4E524143; // "CARNSP01"

    private SpoolSegment(string path, SafeFileHandle file, ulong firstSequence)
    {
        Path = path;
        File = file;
        FirstSequence = firstSequence;
    }

    public string Path { get; }

    public SafeFileHandle File { get; }

    public ulong FirstSequence { get; }

    /// <summary>Where the segment with this first sequence lies; names sort as numbers.</summary>
    public static string PathOf(string folder, ulong firstSequence) =>
        System.IO.Path.Combine(folder, firstSequence.ToString("D20", CultureInfo.InvariantCulture) + ".spool");

    /// <summary>Makes a new file and puts its name on disk before anything is written to it. One of that name holds nothing that counts: it was left by an
    /// attempt that failed.</summary>
    public static SpoolSegment Create(string folder, ulong firstSequence)
    {
        var path = PathOf(folder, firstSequence);
        var file = System.IO.File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], firstSequence);
            RandomAccess.Write(file, header, 0);
            RandomAccess.FlushToDisk(file);
            Folders.Sync(folder);
            return new SpoolSegment(path, file, firstSequence);
        }
        catch
        {
            file.Dispose();
            System.IO.File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens an existing file; null when not even its header was written before a crash, or its name is none of ours. A damaged header is made good
    /// by the name: records may follow it.</summary>
    public static SpoolSegment? Open(string path)
    {
        if (
            !ulong.TryParse(
                System.IO.Path.GetFileNameWithoutExtension(path),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var first
            )
        )
            return null;
        var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderBytes];
        var isWhole =
            RandomAccess.Read(file, header, 0) == HeaderBytes
            && BinaryPrimitives.ReadUInt64LittleEndian(header) == Magic
            && BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) == first;
        if (isWhole || RandomAccess.GetLength(file) > HeaderBytes)
            return new SpoolSegment(path, file, first);
        file.Dispose();
        return null;
    }

    /// <summary>The first sound record at or behind <paramref name="offset"/> whose events begin at <paramref name="sequence"/> or later, and where it
    /// begins; null when there is none. For going on behind damage: every byte is tried, about 0.1 s per 10 MB.</summary>
    public (long Offset, SpoolRecord Record)? FindRecord(long offset, long end, ulong sequence)
    {
        var window = new byte[64 * 1024];
        while (offset + RecordHeaderBytes + PayloadHeaderBytes <= end)
        {
            var read = RandomAccess.Read(File, window, offset);
            for (var i = 0; i + RecordHeaderBytes <= read; i++)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(window.AsSpan(i));
                if (length < PayloadHeaderBytes || offset + i + RecordHeaderBytes + length > end)
                    continue;
                if (ReadRecord(offset + i, end) is { } record && record.FirstSequence >= sequence)
                    return (offset + i, record);
            }

            if (read < window.Length)
                return null;
            offset += read - RecordHeaderBytes + 1;
        }

        return null;
    }

    /// <summary>The record at <paramref name="offset"/>; null when there is no whole and sound record there.</summary>
    public SpoolRecord? ReadRecord(long offset, long end)
    {
        Span<byte> header = stackalloc byte[RecordHeaderBytes];
        if (offset + RecordHeaderBytes > end || RandomAccess.Read(File, header, offset) < RecordHeaderBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < PayloadHeaderBytes || offset + RecordHeaderBytes + length > end)
            return null;
        var payload = new byte[length];
        var read = 0;
        while (read < length)
        {
            var n = RandomAccess.Read(File, payload.AsSpan(read), offset + RecordHeaderBytes + read);
            if (n == 0)
                return null;
            read += n;
        }

        if (Crc32C(payload) != BinaryPrimitives.ReadUInt32LittleEndian(header[4..]))
            return null;
        return new SpoolRecord(payload, offset + RecordHeaderBytes + length);
    }

    /// <summary>CRC-32C (Castagnoli), by the processor's own instruction where it has one.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    public void Dispose() => File.Dispose();
}

/// <summary>A sound record: the events of one request.</summary>
/// <param name="End">The offset behind it.</param>
internal readonly record struct SpoolRecord(ReadOnlyMemory<byte> Payload, long End)
{
    public ulong FirstSequence => BinaryPrimitives.ReadUInt64LittleEndian(Payload.Span);

    public int Count => BinaryPrimitives.ReadInt32LittleEndian(Payload.Span[8..]);

    /// <summary>The encoded events in order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Events()
    {
        var rest = Payload[SpoolSegment.PayloadHeaderBytes..];
        for (var i = 0; i < Count; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            yield return rest.Slice(4, length);
            rest = rest[(4 + length)..];
        }
    }
}
