using System.Globalization;
using System.Text;

namespace Cairn.Ingest.Steps;

/// <summary>JSON can write half of a surrogate pair (<c>\ud83d</c>), which is no character.</summary>
internal static class HalfSurrogates
{
    /// <summary>The text of a JSON string (between its quotes) with each half pair replaced by U+FFFD.</summary>
    public static string Replace(ReadOnlySpan<byte> escaped)
    {
        var source = Encoding.UTF8.GetString(escaped);
        var text = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }

            i++;
            if (source[i] == 'u')
            {
                text.Append((char)ushort.Parse(source.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            text.Append(
                source[i] switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    var c => c,
                }
            );
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
