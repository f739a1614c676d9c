using System.Text;

namespace Cairn.Ingest.Import;

/// <summary>Lines of a file that anybody may have made: a few bytes of gzip can be a line that no memory holds.</summary>
internal static class TextLines
{
    /// <summary>Characters; an event may have 1 MB.</summary>
    private const int Longest = 16 << 20;

    /// <summary>The next line; null at the end.</summary>
    /// <exception cref="FormatException">It is too long.</exception>
    public static string? ReadBoundedLine(this TextReader text, int longest = Longest)
    {
        if (text.Peek() < 0)
            return null;
        var line = new StringBuilder();
        for (int c; (c = text.Read()) is >= 0 and not '\n'; )
        {
            if (c == '\r')
            {
                if (text.Peek() == '\n')
                    _ = text.Read();
                break;
            }

            if (line.Length >= longest)
                throw new FormatException($"A line has more than {longest:N0} characters.");
            line.Append((char)c);
        }

        return line.ToString();
    }
}
