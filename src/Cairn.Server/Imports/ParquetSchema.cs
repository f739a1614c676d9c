using System.Text;

namespace Cairn.Server.Imports;

/// <summary>The columns of a Parquet file, as its footer tells (https://parquet.apache.org/docs/file-format/): Thrift's compact protocol, of which only what
/// leads to names and types is read. Nested columns are passed over.</summary>
/// <param name="Columns">Names with ClickHouse's types.</param>
internal sealed record ParquetSchema(IReadOnlyList<(string Name, string Type)> Columns)
{
    private const int MostFooterBytes = 16 * 1024 * 1024;

    /// <exception cref="FormatException">It is no Parquet file.</exception>
    public static ParquetSchema Read(Stream file)
    {
        Span<byte> tail = stackalloc byte[8];
        if (file.Length < 12)
            throw new FormatException("The file is too short for Parquet.");
        file.Seek(-8, SeekOrigin.End);
        file.ReadExactly(tail);
        var length = BitConverter.ToInt32(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8) || length is <= 0 or > MostFooterBytes || length > file.Length - 12)
            throw new FormatException("The file does not end as a Parquet file does.");
        var footer = new byte[length];
        file.Seek(-8 - length, SeekOrigin.End);
        file.ReadExactly(footer);
        try
        {
            return new ParquetSchema(ReadColumns(new ThriftReader(footer)));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new FormatException("The file's footer cannot be read as Parquet.", e);
        }
    }

    /// <summary>Field 2 of the footer is the list of columns, depth first; the first is the root.</summary>
    private static List<(string Name, string Type)> ReadColumns(ThriftReader footer)
    {
        var columns = new List<(string, string)>();
        while (footer.NextField() is { Type: not 0 } field)
        {
            if (field.Id != 2)
            {
                footer.Skip(field.Type);
                continue;
            }

            var count = footer.ListCount();
            var nested = 0;
            for (var i = 0; i < count; i++)
            {
                var (name, type, children) = Element(footer);
                if (i == 0)
                    continue;
                if (nested == 0 && children == 0)
                    columns.Add((name, type));
                nested = Math.Max(0, nested - 1) + children;
            }

            return columns;
        }

        throw new FormatException("The file's footer names no columns.");
    }

    private static (string Name, string Type, int Children) Element(ThriftReader reader)
    {
        var (physical, converted, children, name, isTimestamp) = (-1L, -1L, 0, "", false);
        for (reader.BeginStruct(); reader.NextField() is { Type: not 0 } field; )
            switch (field.Id)
            {
                case 1:
                    physical = reader.Number();
                    break;
                case 4:
                    name = Encoding.UTF8.GetString(reader.Bytes());
                    break;
                case 5:
                    children = (int)reader.Number();
                    break;
                case 6:
                    converted = reader.Number();
                    break;
                case 10:
                    for (reader.BeginStruct(); reader.NextField() is { Type: not 0 } logical; reader.Skip(logical.Type))
                        isTimestamp |= logical.Id == 8;
                    reader.EndStruct();
                    break;
                default:
                    reader.Skip(field.Type);
                    break;
            }

        reader.EndStruct();
        return (name, Type(physical, converted, isTimestamp), children);
    }

    private static string Type(long physical, long converted, bool isTimestamp) =>
        (physical, converted) switch
        {
            _ when isTimestamp || converted is 9 or 10 || physical == 3 => "Nullable(DateTime64(6, 'UTC'))",
            (_, 6) => "Nullable(Date32)",
            (_, 5) => "Nullable(Float64)",
            (0, _) => "Nullable(Bool)",
            (1 or 2, _) => "Nullable(Int64)",
            (4 or 5, _) => "Nullable(Float64)",
            _ => "Nullable(String)",
        };

    /// <summary>Thrift's compact protocol, as far as footers need it.</summary>
    private sealed class ThriftReader(byte[] bytes)
    {
        private readonly Stack<int> _outer = [];
        private int _at;
        private int _field;

        public void BeginStruct()
        {
            _outer.Push(_field);
            _field = 0;
        }

        public void EndStruct() => _field = _outer.Pop();

        /// <summary>Type 0 at the end of a struct.</summary>
        public (int Id, int Type) NextField()
        {
            var head = bytes[_at++];
            if (head == 0)
                return (0, 0);
            _field = head >> 4 == 0 ? (int)Number() : _field + (head >> 4);
            return (_field, head & 15);
        }

        public int ListCount()
        {
            var head = bytes[_at++];
            return head >> 4 == 15 ? (int)Unsigned() : head >> 4;
        }

        public long Number()
        {
            var value = Unsigned();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        public ReadOnlySpan<byte> Bytes()
        {
            var length = checked((int)Unsigned());
            var span = bytes.AsSpan(_at, length);
            _at += length;
            return span;
        }

        public void Skip(int type)
        {
            switch (type)
            {
                case 1 or 2:
                    break;
                case 3:
                    _at++;
                    break;
                case 4 or 5 or 6:
                    Unsigned();
                    break;
                case 7:
                    _at += 8;
                    break;
                case 8:
                    Bytes();
                    break;
                case 9 or 10:
                    var element = bytes[_at] & 15;
                    for (var left = ListCount(); left > 0; left--)
                        Skip(element is 1 or 2 ? 3 : element);
                    break;
                case 12:
                    for (BeginStruct(); NextField() is { Type: not 0 } field; )
                        Skip(field.Type);
                    EndStruct();
                    break;
                default:
                    throw new FormatException("The file's footer holds something that Parquet's does not.");
            }
        }

        private ulong Unsigned()
        {
            ulong value = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = bytes[_at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }

            throw new OverflowException();
        }
    }
}
