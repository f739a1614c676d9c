using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Cairn.Store.Events;

/// <summary>Derives the text of the <c>properties</c> column from an event's properties: nested objects become dotted paths, every number is written
/// so that ClickHouse reads a Float64, arrays become their JSON text, nulls go, and of equal paths the last one stays. So each path holds at most the
/// types String, Float64 and Bool, and no event can fail to parse.</summary>
internal sealed class TypedProperties
{
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private readonly List<Entry> _entries = [];
    private readonly ArrayBufferWriter<byte> _paths = new(256);
    private readonly Dictionary<string, int> _byPath = [];

    /// <summary>The derived text; valid until the next call.</summary>
    /// <param name="properties">A JSON object as ingest normalised it.</param>
    public ReadOnlySpan<byte> Derive(ReadOnlySpan<byte> properties)
    {
        _entries.Clear();
        _byPath.Clear();
        _paths.ResetWrittenCount();
        var reader = new Utf8JsonReader(properties);
        reader.Read();
        Collect(ref reader, properties, prefix: "");
        return Write(properties);
    }

    private void Collect(ref Utf8JsonReader reader, ReadOnlySpan<byte> source, string prefix)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var path = prefix.Length == 0 ? name : prefix + "." + name;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    Collect(ref reader, source, path);
                    continue;
                case JsonTokenType.Null:
                    continue;
                case JsonTokenType.StartArray:
                    reader.Skip();
                    break;
            }

            _byPath[Clean(path)] = _entries.Count;
            _entries.Add(new Entry(Clean(path), start, (int)reader.BytesConsumed - start));
        }
    }

    /// <summary>ClickHouse has no path with an empty piece; such pieces are named <c>_</c>.</summary>
    private static string Clean(string path)
    {
        if (path.Length > 0 && path[0] != '.' && path[^1] != '.' && !path.Contains("..", StringComparison.Ordinal))
            return path;
        return string.Join('.', path.Split('.').Select(p => p.Length == 0 ? "_" : p));
    }

    private ReadOnlySpan<byte> Write(ReadOnlySpan<byte> source)
    {
        _output.ResetWrittenCount();
        Raw((byte)'{');
        var first = true;
        for (var i = 0; i < _entries.Count; i++)
        {
            var (path, start, length) = _entries[i];
            // A path that is both a value and the parent of others cannot be told apart in a filter; both are kept.
            if (_byPath[path] != i)
                continue;
            if (!first)
                Raw((byte)',');
            first = false;
            Raw((byte)'"');
            _output.Write(JsonEncodedText.Encode(path).EncodedUtf8Bytes);
            Raw((byte)'"');
            Raw((byte)':');
            var value = source.Slice(start, length);
            switch (value[0])
            {
                case (byte)'[':
                    Raw((byte)'"');
                    _output.Write(JsonEncodedText.Encode(value).EncodedUtf8Bytes);
                    Raw((byte)'"');
                    break;
                case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                    WriteFloat(value);
                    break;
                default:
                    _output.Write(value);
                    break;
            }
        }

        Raw((byte)'}');
        return _output.WrittenSpan;
    }

    /// <summary>Digits alone would be read as an integer: an exponent makes them a Float64 of the same value.</summary>
    private void WriteFloat(ReadOnlySpan<byte> number)
    {
        if (number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 && number.Length < 40)
        {
            _output.Write(number);
            return;
        }

        if (number.Length < 16)
        {
            _output.Write(number);
            _output.Write(".0"u8);
            return;
        }

        Utf8Parser.TryParse(number, out double value, out _);
        var span = _output.GetSpan(32);
        Utf8Formatter.TryFormat(value, span, out var written, new StandardFormat('E', 16));
        _output.Advance(written);
    }

    private void Raw(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    private readonly record struct Entry(string Path, int Start, int Length);
}
