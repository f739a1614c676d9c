using System.Buffers.Binary;

namespace Cairn.Ingest.Spool;

/// <summary>The sequence from which on events are not known to be stored. Losing it costs a look into the store, never an event.</summary>
internal sealed class Checkpoint(string folder)
{
    private readonly string _path = Path.Combine(folder, "checkpoint");

    /// <summary>0 when there is none, or none that can be trusted.</summary>
    public ulong Read()
    {
        if (!File.Exists(_path))
            return 0;
        var bytes = File.ReadAllBytes(_path);
        return bytes.Length == 12 && SpoolSegment.Crc32C(bytes.AsSpan(0, 8)) == BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8))
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes)
            : 0;
    }

    /// <summary>Replaces the file whole. Not flushed: an older checkpoint is as right as this one, only slower.</summary>
    public void Write(ulong nextSequence)
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, nextSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), SpoolSegment.Crc32C(bytes.AsSpan(0, 8)));
        File.WriteAllBytes(_path + ".new", bytes);
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
