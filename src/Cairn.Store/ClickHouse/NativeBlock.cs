using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Cairn.Store.ClickHouse;

/// <summary>Rows as columns in ClickHouse's Native format, one block. Columns may be sent under a plainer type than the table's (String for Enum,
/// LowCardinality or JSON): ClickHouse converts. Fill every column with the same number of rows.</summary>
public sealed class NativeBlock
{
    private readonly List<Column> _columns = [];

    /// <summary>Adds a column; the result takes its values.</summary>
    /// <param name="type">ClickHouse's name for the type sent.</param>
    public Column Add(string name, string type)
    {
        var column = new Column(name, type);
        _columns.Add(column);
        return column;
    }

    /// <summary>The block for <c>FORMAT Native</c>: column count, row count, then per column its name, type and values.</summary>
    public ReadOnlyMemory<byte> ToBytes(int rows)
    {
        var output = new ArrayBufferWriter<byte>(_columns.Sum(c => c.Bytes + 64) + 16);
        WriteVarUInt(output, (ulong)_columns.Count);
        WriteVarUInt(output, (ulong)rows);
        foreach (var column in _columns)
        {
            WriteText(output, column.Name);
            WriteText(output, column.Type);
            column.CopyTo(output);
        }

        return output.WrittenMemory;
    }

    internal static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        WriteVarUInt(output, (ulong)count);
        Encoding.UTF8.GetBytes(text, output.GetSpan(count));
        output.Advance(count);
    }

    /// <summary>Seven bits a byte, lowest first, the top bit set on all but the last.</summary>
    internal static void WriteVarUInt(ArrayBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(10);
        var i = 0;
        for (; value >= 0x80; value >>= 7)
            span[i++] = (byte)(value | 0x80);
        span[i++] = (byte)value;
        output.Advance(i);
    }

    /// <summary>One column's values in order.</summary>
    public sealed class Column(string name, string type)
    {
        // A map is three streams: where each row ends, all keys, all values.
        private readonly ArrayBufferWriter<byte> _values = new(1024);
        private ArrayBufferWriter<byte>? _keys;
        private ArrayBufferWriter<byte>? _mapValues;
        private ulong _mapEntries;

        internal string Name => name;

        internal string Type => type;

        internal int Bytes => _values.WrittenCount + (_keys?.WrittenCount ?? 0) + (_mapValues?.WrittenCount ?? 0);

        public void UInt32(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_values.GetSpan(4), value);
            _values.Advance(4);
        }

        public void UInt64(ulong value)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_values.GetSpan(8), value);
            _values.Advance(8);
        }

        public void Float64(double value)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(_values.GetSpan(8), value);
            _values.Advance(8);
        }

        /// <summary>DateTime64(3): milliseconds since 1970.</summary>
        public void Time(DateTimeOffset value) => UInt64((ulong)value.ToUnixTimeMilliseconds());

        /// <summary>UUID: its two halves, each little endian.</summary>
        public void Guid(Guid value)
        {
            Span<byte> bytes = stackalloc byte[16];
            value.TryWriteBytes(bytes, bigEndian: true, out _);
            UInt64(BinaryPrimitives.ReadUInt64BigEndian(bytes));
            UInt64(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        }

        /// <summary>Call once, before the first value of a JSON column whose values are sent as texts: Native's number for that way of writing it.</summary>
        public void BeginJsonTexts() => UInt64(1);

        public void Text(string value) => WriteText(_values, value);

        /// <summary>UTF-8.</summary>
        public void Text(ReadOnlySpan<byte> value)
        {
            WriteVarUInt(_values, (ulong)value.Length);
            _values.Write(value);
        }

        /// <summary>Map(String, String).</summary>
        public void Map(IReadOnlyList<KeyValuePair<string, string>> entries)
        {
            _keys ??= new ArrayBufferWriter<byte>(256);
            _mapValues ??= new ArrayBufferWriter<byte>(256);
            foreach (var (key, value) in entries)
            {
                WriteText(_keys, key);
                WriteText(_mapValues, value);
            }

            _mapEntries += (ulong)entries.Count;
            UInt64(_mapEntries);
        }

        internal void CopyTo(ArrayBufferWriter<byte> output)
        {
            output.Write(_values.WrittenSpan);
            if (_keys is not null)
                output.Write(_keys.WrittenSpan);
            if (_mapValues is not null)
                output.Write(_mapValues.WrittenSpan);
        }
    }
}
