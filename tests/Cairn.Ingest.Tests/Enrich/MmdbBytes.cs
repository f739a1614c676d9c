using System.Net;
using System.Text;

namespace Cairn.Ingest.Tests.Enrich;

/// <summary>Writes a MaxMind DB file by the published format 2.0: search tree, 16 zero bytes, data section, marker, metadata.</summary>
internal sealed class MmdbBytes(int ipVersion, int recordBits)
{
    private readonly List<int?[]> _nodes = [new int?[2]];
    private readonly List<(int Node, int Bit, int Data)> _leaves = [];
    private readonly MemoryStream _data = new();

    /// <summary>Adds a record to the data section and returns its offset.</summary>
    public int Record(Action<MmdbBytes> write)
    {
        var at = (int)_data.Position;
        write(this);
        return at;
    }

    public void Network(string address, int prefix, int record)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        if (ipVersion == 6 && bytes.Length == 4)
            (bytes, prefix) = ([.. new byte[12], .. bytes], prefix + 96);
        var node = 0;
        for (var i = 0; i < prefix - 1; i++)
        {
            var bit = (bytes[i / 8] >> (7 - (i % 8))) & 1;
            if (_nodes[node][bit] is not { } next)
            {
                next = _nodes.Count;
                _nodes.Add(new int?[2]);
                _nodes[node][bit] = next;
            }

            node = next;
        }

        _leaves.Add((node, (bytes[(prefix - 1) / 8] >> (7 - ((prefix - 1) % 8))) & 1, record));
    }

    public MmdbBytes Map(int count) => Control(7, count);

    public MmdbBytes Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Control(2, bytes.Length);
        _data.Write(bytes);
        return this;
    }

    public MmdbBytes Number(int type, uint value, int bytes)
    {
        Control(type, bytes);
        for (var i = bytes - 1; i >= 0; i--)
            _data.WriteByte((byte)(value >> (8 * i)));
        return this;
    }

    public MmdbBytes Flag(bool value) => Control(14, value ? 1 : 0);

    public MmdbBytes List(int count) => Control(11, count);

    /// <summary>A pointer of the size class its target needs.</summary>
    public MmdbBytes Pointer(int target)
    {
        byte[] bytes = target switch
        {
            < 2048 => [(byte)(0x20 | (target >> 8)), (byte)target],
            < 526336 => [(byte)(0x28 | ((target - 2048) >> 16)), (byte)((target - 2048) >> 8), (byte)(target - 2048)],
            _ => [0x38, (byte)(target >> 24), (byte)(target >> 16), (byte)(target >> 8), (byte)target],
        };
        _data.Write(bytes);
        return this;
    }

    public byte[] ToFile()
    {
        using var file = new MemoryStream();
        foreach (var (node, bit, data) in _leaves)
            _nodes[node][bit] = _nodes.Count + 16 + data;
        foreach (var node in _nodes)
            WriteNode(file, (uint)(node[0] ?? _nodes.Count), (uint)(node[1] ?? _nodes.Count));
        file.Write(new byte[16]);
        _data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        var metadata = new MmdbBytes(ipVersion, recordBits);
        metadata.Map(4).Text("database_type").Text("Test");
        metadata.Text("node_count").Number(6, (uint)_nodes.Count, 4);
        metadata.Text("record_size").Number(5, (uint)recordBits, 2).Text("ip_version").Number(5, (uint)ipVersion, 2);
        metadata._data.WriteTo(file);
        return file.ToArray();
    }

    private void WriteNode(MemoryStream file, uint left, uint right)
    {
        switch (recordBits)
        {
            case 24:
                file.Write([(byte)(left >> 16), (byte)(left >> 8), (byte)left, (byte)(right >> 16), (byte)(right >> 8), (byte)right]);
                break;
            case 28:
                file.Write([(byte)(left >> 16), (byte)(left >> 8), (byte)left]);
                file.WriteByte((byte)(((left >> 24) << 4) | (right >> 24)));
                file.Write([(byte)(right >> 16), (byte)(right >> 8), (byte)right]);
                break;
            default:
                foreach (var record in new[] { left, right })
                    file.Write([(byte)(record >> 24), (byte)(record >> 16), (byte)(record >> 8), (byte)record]);
                break;
        }
    }

    private MmdbBytes Control(int type, int size)
    {
        var (small, rest) = size switch
        {
            < 29 => (size, Array.Empty<byte>()),
            < 285 => (29, [(byte)(size - 29)]),
            < 65821 => (30, [(byte)((size - 285) >> 8), (byte)(size - 285)]),
            _ => (31, [(byte)((size - 65821) >> 16), (byte)((size - 65821) >> 8), (byte)(size - 65821)]),
        };
        _data.WriteByte((byte)(((type < 8 ? type : 0) << 5) | small));
        if (type >= 8)
            _data.WriteByte((byte)(type - 7));
        _data.Write(rest);
        return this;
    }
}
