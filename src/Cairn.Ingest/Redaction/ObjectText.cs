using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cairn.Ingest.Redaction;

/// <summary>A JSON object as characters, without its escapes: each of its names and values stands in it as it is, between quotation marks. For looking, not for parsing.</summary>
internal ref struct ObjectText : IDisposable
{
    private readonly char[] _chars;
    private readonly int _length;

    /// <param name="json">Valid. No text has more characters than bytes.</param>
    public ObjectText(ReadOnlySpan<byte> json)
    {
        _chars = ArrayPool<char>.Shared.Rent(json.Length);
        _length = Encoding.UTF8.GetChars(json, _chars);
        if (_chars.AsSpan(0, _length).IndexOf('\\') is >= 0 and var first)
            _length = Unescape(_chars.AsSpan(0, _length), first);
    }

    public readonly ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_chars);

    /// <returns>How much of <paramref name="chars"/> is left.</returns>
    private static int Unescape(Span<char> chars, int from)
    {
        var to = from;
        while (from < chars.Length)
        {
            if (chars[from] == '\\' && from + 1 < chars.Length)
            {
                var isHex = chars[from + 1] == 'u' && from + 6 <= chars.Length;
                chars[to++] = isHex ? (char)ushort.Parse(chars.Slice(from + 2, 4), NumberStyles.AllowHexSpecifier) : Short(chars[from + 1]);
                from += isHex ? 6 : 2;
                continue;
            }

            var rest = chars[from..];
            var length = rest[1..].IndexOf('\\') is >= 0 and var next ? next + 1 : rest.Length;
            rest[..length].CopyTo(chars[to..]);
            (from, to) = (from + length, to + length);
        }

        return to;
    }

    private static char Short(char letter) =>
        letter switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => letter,
        };
}
