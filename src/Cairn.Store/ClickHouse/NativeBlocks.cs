using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cairn.Store.ClickHouse;

/// <summary>Reads an answer in ClickHouse's Native format, block by block. Only columns of unsigned and signed integers of fixed width: the way to hand
/// over millions of rows. 10 M rows of 24 bytes: 0.3 s, against 6 s as JSON.</summary>
/// <remarks>Format: https://clickhouse.com/docs/interfaces/formats/Native. Per block the numbers of columns and rows as variable-length integers, then per
/// column its name, its type and its values, little endian.</remarks>
internal sealed class NativeBlocks(Stream stream)
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next block; null after the last. The columns are valid until the next call.</summary>
    /// <exception cref="ClickHouseException">ClickHouse gave up in the middle and wrote why.</exception>
    /// <exception cref="EndOfStreamException">The answer broke off.</exception>
    public async Task<NativeColumns?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_start == _end && !await FillAsync(1, cancellationToken))
                return null;
            var columns = (int)await NumberAsync(cancellationToken);
            var rows = (int)await NumberAsync(cancellationToken);
            if (columns is 0 or > 16 || rows > 10_000_000)
                throw Failure();
            var values = new byte[columns][];
            for (var i = 0; i < columns; i++)
            {
                await TextAsync(cancellationToken);
                var width = Width(await TextAsync(cancellationToken));
                values[i] = await BytesAsync(rows * width, cancellationToken);
            }

            if (rows > 0)
                return new NativeColumns(rows, values);
        }
    }

    private int Width(string type) =>
        type switch
        {
            "UInt8" or "Int8" => 1,
            "UInt16" or "Int16" => 2,
            "UInt32" or "Int32" => 4,
            "UInt64" or "Int64" => 8,
            _ => throw Failure(),
        };

    /// <summary>What stands where a block should begin: usually ClickHouse's error text.</summary>
    private Exception Failure()
    {
        var text = Encoding.UTF8.GetString(_buffer, 0, _end);
        var at = text.IndexOf("Code: ", StringComparison.Ordinal);
        if (at < 0)
            return new InvalidDataException("The answer is no block of integers in Native format.");
        var digits = new string([.. text.Skip(at + 6).TakeWhile(char.IsAsciiDigit)]);
        return new ClickHouseException(int.TryParse(digits, CultureInfo.InvariantCulture, out var code) ? code : 0, text[at..].Trim());
    }

    private async ValueTask<ulong> NumberAsync(CancellationToken cancellationToken)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            await NeedAsync(1, cancellationToken);
            var next = _buffer[_start++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
            if (shift > 56)
                throw Failure();
        }
    }

    private async ValueTask<string> TextAsync(CancellationToken cancellationToken)
    {
        var length = (int)await NumberAsync(cancellationToken);
        if (length > 4096)
            throw Failure();
        await NeedAsync(length, cancellationToken);
        var text = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length;
        return text;
    }

    private async ValueTask<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        var buffered = Math.Min(count, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(bytes);
        _start += buffered;
        await stream.ReadExactlyAsync(bytes.AsMemory(buffered), cancellationToken);
        return bytes;
    }

    private async ValueTask NeedAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start < count && !await FillAsync(count, cancellationToken))
            throw Failure() is ClickHouseException known ? known : new EndOfStreamException("The answer broke off.");
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }
}

/// <summary>A block of rows, column by column.</summary>
public sealed class NativeColumns(int rows, byte[][] values)
{
    public int Rows => rows;

    /// <summary>A column's values; T must be as wide as its type.</summary>
    public ReadOnlySpan<T> Column<T>(int index)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Native format is little endian.");
        var column = MemoryMarshal.Cast<byte, T>(values[index]);
        return column.Length == rows ? column : throw new InvalidCastException("The column has another width.");
    }
}
