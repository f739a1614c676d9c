using System.Buffers.Binary;
using System.Text;
using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>An event as bytes in the spool: little endian; texts and blobs with a 4-byte length before them.</summary>
/// <remarks>flags(1: bit 0 = the client chose the id, bit 1 = a command follows) id(16) project(4) timestamp ms(8) received ms(8) name distinct_id session_id
/// group count(4) {type key}* properties set set_once [from into undoes(8)].</remarks>
internal static class EventCodec
{
    public static byte[] Encode(Event e)
    {
        var size =
            1
            + 16
            + 4
            + 8
            + 8
            + Size(e.Name)
            + Size(e.DistinctId)
            + Size(e.SessionId)
            + 4
            + 12
            + e.Properties.Length
            + e.Set.Length
            + e.SetOnce.Length;
        foreach (var group in e.Groups)
            size += Size(group.Type) + Size(group.Key);
        if (e.Command is { } c)
            size += Size(c.From) + Size(c.Into) + 8;

        var bytes = new byte[size];
        var writer = new Writer(bytes);
        writer.Byte((byte)((e.HasClientId ? 1 : 0) | (e.Command is null ? 0 : 2)));
        writer.Guid(e.Id);
        writer.Int32((int)e.Project.Value);
        writer.Int64(e.Timestamp.ToUnixTimeMilliseconds());
        writer.Int64(e.ReceivedAt.ToUnixTimeMilliseconds());
        writer.Text(e.Name);
        writer.Text(e.DistinctId);
        writer.Text(e.SessionId);
        writer.Int32(e.Groups.Count);
        foreach (var group in e.Groups)
        {
            writer.Text(group.Type);
            writer.Text(group.Key);
        }

        writer.Blob(e.Properties.Span);
        writer.Blob(e.Set.Span);
        writer.Blob(e.SetOnce.Span);
        if (e.Command is { } command)
        {
            writer.Text(command.From);
            writer.Text(command.Into);
            writer.Int64((long)command.Undoes);
        }

        return bytes;

        static int Size(string text) => 4 + Encoding.UTF8.GetByteCount(text);
    }

    /// <param name="bytes">Exactly one event; the result keeps pointing into it.</param>
    public static Event Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new Reader(bytes);
        var flags = reader.Byte();
        var id = reader.Guid();
        var project = new ProjectId((uint)reader.Int32());
        var timestamp = DateTimeOffset.FromUnixTimeMilliseconds(reader.Int64());
        var receivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Int64());
        var name = reader.Text();
        var distinctId = reader.Text();
        var sessionId = reader.Text();
        var groups = reader.Int32() is var count && count == 0 ? [] : new GroupRef[count];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = new GroupRef(reader.Text(), reader.Text());
        return new Event
        {
            Id = id,
            HasClientId = (flags & 1) != 0,
            Project = project,
            Name = name,
            DistinctId = distinctId,
            Timestamp = timestamp,
            ReceivedAt = receivedAt,
            SessionId = sessionId,
            Groups = groups,
            Properties = reader.Blob(),
            Set = reader.Blob(),
            SetOnce = reader.Blob(),
            Command = (flags & 2) == 0 ? null : new IdentityCommand(reader.Text(), reader.Text(), (ulong)reader.Int64()),
        };
    }

    private ref struct Writer(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Byte(byte value)
        {
            _rest[0] = value;
            _rest = _rest[1..];
        }

        public void Int32(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_rest, value);
            _rest = _rest[4..];
        }

        public void Int64(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_rest, value);
            _rest = _rest[8..];
        }

        public void Guid(Guid value)
        {
            value.TryWriteBytes(_rest);
            _rest = _rest[16..];
        }

        public void Text(string value)
        {
            var written = Encoding.UTF8.GetBytes(value, _rest[4..]);
            Int32(written);
            _rest = _rest[written..];
        }

        public void Blob(ReadOnlySpan<byte> value)
        {
            Int32(value.Length);
            value.CopyTo(_rest);
            _rest = _rest[value.Length..];
        }
    }

    private struct Reader(ReadOnlyMemory<byte> rest)
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public byte Byte() => Take(1).Span[0];

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

        public Guid Guid() => new(Take(16).Span);

        public string Text() => Encoding.UTF8.GetString(Blob().Span);

        public ReadOnlyMemory<byte> Blob() => Take(Int32());

        private ReadOnlyMemory<byte> Take(int length)
        {
            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}
