using System.Text;

namespace Cairn.Ingest.Import;

/// <summary>Reads CSV of RFC 4180, record by record: comma, semicolon or tab (the one most frequent in the header), quotes doubled inside quotes, line
/// ends of any kind, also inside quotes. A mark at the beginning is passed over.</summary>
/// <param name="maxRecord">Characters one record may have: a quote that is never closed must not take the memory.</param>
public sealed class CsvRows(TextReader text, int maxRecord = 4 << 20)
{
    private readonly StringBuilder _cell = new();
    private char _separator = ',';
    private int _length;

    /// <summary>The names in the first record; empty for an empty file.</summary>
    public IReadOnlyList<string> ReadHeader()
    {
        var line = text.ReadBoundedLine() ?? "";
        _separator = new[] { ',', ';', '\t' }.MaxBy(c => line.Count(l => l == c));
        var header = new CsvRows(new StringReader(line.TrimStart('\uFEFF'))) { _separator = _separator };
        return [.. (header.Read() ?? []).Select(name => name.Trim())];
    }

    /// <summary>The cells of the next record; null at the end. Empty lines are passed over.</summary>
    /// <exception cref="FormatException">A record is too long.</exception>
    public List<string>? Read()
    {
        while (text.Peek() is '\r' or '\n')
            _ = text.Read();
        if (text.Peek() < 0)
            return null;
        var cells = new List<string>();
        _length = 0;
        while (ReadCell(cells)) { }
        return cells;
    }

    /// <returns>Whether another cell follows in the record.</returns>
    private bool ReadCell(List<string> cells)
    {
        _cell.Clear();
        if (text.Peek() == '"')
        {
            _ = text.Read();
            ReadQuoted();
        }

        while (true)
        {
            var c = text.Read();
            if (c == '\r' && text.Peek() == '\n')
                c = text.Read();
            if (c < 0 || c == '\n' || c == '\r' || c == _separator)
            {
                cells.Add(_cell.ToString());
                return c == _separator;
            }

            Append((char)c);
        }
    }

    private void ReadQuoted()
    {
        for (int c; (c = text.Read()) >= 0; )
        {
            if (c == '"')
            {
                if (text.Peek() != '"')
                    return;
                _ = text.Read();
            }

            Append((char)c);
        }
    }

    private void Append(char c)
    {
        if (++_length > maxRecord)
            throw new FormatException($"A record has more than {maxRecord:N0} characters. Is a quote not closed?");
        _cell.Append(c);
    }
}
