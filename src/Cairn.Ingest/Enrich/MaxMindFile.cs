using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Ingest.Enrich;

/// <summary>Reads a MaxMind DB file, format 2.0 (maxmind.github.io/MaxMind-DB): a binary search tree over address bits whose leaves point to data.
/// The file is read into memory once; look-ups allocate only the answer.</summary>
public sealed class MaxMindFile
{
    private static readonly byte[] _marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];
    private readonly byte[] _bytes;
    private readonly int _nodes;
    private readonly int _recordBits;
    private readonly int _dataStart;
    private readonly bool _isV6;

    private MaxMindFile(byte[] bytes)
    {
        _bytes = bytes;
        var marker = bytes.AsSpan().LastIndexOf(_marker);
        if (marker < 0)
            throw new InvalidDataException("This is no MaxMind DB file: its metadata marker is missing.");
        var metadata = marker + _marker.Length;
        _nodes = (int)Number(metadata, "node_count", metadata);
        _recordBits = (int)Number(metadata, "record_size", metadata);
        _isV6 = Number(metadata, "ip_version", metadata) == 6;
        if (_recordBits is not (24 or 28 or 32))
            throw new InvalidDataException($"The MaxMind DB file has records of {_recordBits} bits; 24, 28 and 32 are known.");
        _dataStart = (_nodes * _recordBits / 4) + 16;
    }

    /// <exception cref="InvalidDataException">The file is no MaxMind DB; the message says why.</exception>
    public static MaxMindFile Open(string path) => new(File.ReadAllBytes(path));

    /// <summary>The text at a path of map keys in the address's record, e.g. country → iso_code; null when there is none.</summary>
    public string? Find(IPAddress address, params ReadOnlySpan<string> path)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !_isV6)
            return null;
        var bits = address.GetAddressBytes();
        var node = 0;
        // In a v6 tree the v4 addresses live under 96 zero bits.
        for (var i = 0; _isV6 && bits.Length == 4 && i < 96 && node < _nodes; i++)
            node = Child(node, 0);
        for (var i = 0; i < bits.Length * 8 && node < _nodes; i++)
            node = Child(node, (bits[i / 8] >> (7 - (i % 8))) & 1);
        if (node <= _nodes)
            return null;

        var position = _dataStart + (node - _nodes - 16);
        foreach (var key in path)
        {
            position = Member(position, key, _dataStart);
            if (position < 0)
                return null;
        }

        var (type, size, content, _) = Control(position, _dataStart);
        return type == 2 ? Encoding.UTF8.GetString(_bytes, content, size) : null;
    }

    private int Child(int node, int bit)
    {
        var at = _bytes.AsSpan(node * _recordBits / 4);
        return _recordBits switch
        {
            24 => (at[bit * 3] << 16) | (at[(bit * 3) + 1] << 8) | at[(bit * 3) + 2],
            28 when bit == 0 => ((at[3] & 0xF0) << 20) | (at[0] << 16) | (at[1] << 8) | at[2],
            28 => ((at[3] & 0x0F) << 24) | (at[4] << 16) | (at[5] << 8) | at[6],
            _ => (int)BinaryPrimitives.ReadUInt32BigEndian(at[(bit * 4)..]),
        };
    }

    private long Number(int map, string key, int section)
    {
        var position = Member(map, key, section);
        if (position < 0)
            throw new InvalidDataException($"The MaxMind DB file's metadata lacks {key}.");
        var (_, size, content, _) = Control(position, section);
        long value = 0;
        for (var i = 0; i < size; i++)
            value = (value << 8) | _bytes[content + i];
        return value;
    }

    /// <summary>Where the value of a map's key starts; −1 when the map has no such key or is no map.</summary>
    private int Member(int position, string key, int section)
    {
        var (type, count, at, _) = Control(position, section);
        if (type != 7)
            return -1;
        for (var i = 0; i < count; i++)
        {
            var (_, length, text, afterKey) = Control(at, section);
            var isKey = Encoding.UTF8.GetString(_bytes, text, length) == key;
            // A key that is a pointer ends right after the pointer, not after the text it points to.
            at = afterKey >= 0 ? afterKey : text + length;
            if (isKey)
                return at;
            at = Skip(at, section);
        }

        return -1;
    }

    private int Skip(int position, int section)
    {
        var (type, size, content, afterPointer) = Control(position, section);
        if (afterPointer >= 0)
            return afterPointer;
        switch (type)
        {
            case 7:
                for (var i = 0; i < size * 2; i++)
                    content = Skip(content, section);
                return content;
            case 11:
                for (var i = 0; i < size; i++)
                    content = Skip(content, section);
                return content;
            case 14:
                return content; // a boolean's size is its value
            default:
                return content + size;
        }
    }

    /// <summary>Reads a control byte, following a pointer. AfterPointer is where reading goes on after a pointer, −1 when there was none.</summary>
    private (int Type, int Size, int Content, int AfterPointer) Control(int position, int section)
    {
        var control = _bytes[position++];
        var type = control >> 5;
        if (type == 1)
        {
            var length = ((control >> 3) & 3) + 1;
            long target = length == 4 ? 0 : control & 7;
            for (var i = 0; i < length; i++)
                target = (target << 8) | _bytes[position + i];
            target += length switch
            {
                2 => 2048,
                3 => 526336,
                _ => 0,
            };
            var (pointedType, pointedSize, pointedContent, _) = Control((int)(section + target), section);
            return (pointedType, pointedSize, pointedContent, position + length);
        }

        if (type == 0)
            type = 7 + _bytes[position++];
        var size = control & 31;
        if (size >= 29)
        {
            var extra = size - 28;
            long value = 0;
            for (var i = 0; i < extra; i++)
                value = (value << 8) | _bytes[position + i];
            position += extra;
            size =
                (int)value
                + extra switch
                {
                    1 => 29,
                    2 => 285,
                    _ => 65821,
                };
        }

        return (type, size, position, -1);
    }
}
