using System.Buffers.Binary;
using System.Text;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>Walks one protobuf message, field by field. Every length is checked against what is there.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private int _wire;

    /// <summary>The number of the field that comes next; 0: the message is read.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public int NextField()
    {
        if (_rest.IsEmpty)
            return 0;
        var tag = RawVarint();
        _wire = (int)(tag & 7);
        return tag >> 3 is > 0 and <= 0x1FFFFFFF and var field ? (int)field : throw Broken();
    }

    public ulong ReadVarint() => _wire == Varint ? RawVarint() : throw Broken();

    public ulong ReadFixed64() => _wire == Fixed64 ? BinaryPrimitives.ReadUInt64LittleEndian(Take(8)) : throw Broken();

    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed64());

    public ReadOnlySpan<byte> ReadBytes() => _wire == Bytes ? Take(RawVarint()) : throw Broken();

    /// <summary>What is no UTF-8 in it becomes U+FFFD.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    public void Skip()
    {
        switch (_wire)
        {
            case Varint:
                RawVarint();
                break;
            case Fixed64:
                Take(8);
                break;
            case Bytes:
                Take(RawVarint());
                break;
            case Fixed32:
                Take(4);
                break;
            default:
                throw Broken(); // groups, which nothing here has
        }
    }

    private ulong RawVarint()
    {
        ulong value = 0;
        for (var i = 0; i < 10 && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return value;
        }

        throw Broken();
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw Broken();
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private static InvalidDataException Broken() => new("The body is no protobuf message of traces.");
}
