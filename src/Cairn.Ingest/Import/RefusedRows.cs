using System.Globalization;
using System.Text;
using Cairn.Events;

namespace Cairn.Ingest.Import;

/// <summary>The list of an import's refused rows: row, code, message, data.</summary>
internal static class RefusedRows
{
    /// <summary>Writes the list anew without the rows whose message or data name one of the ids.</summary>
    /// <returns>How many went.</returns>
    public static long Remove(string path, IReadOnlyCollection<string> ids)
    {
        long removed = 0;
        var kept = new StringBuilder("row,code,message,data\r\n");
        using (var text = new StreamReader(path, Encoding.UTF8))
        {
            var rows = new CsvRows(text);
            rows.ReadHeader();
            while (rows.Read() is { } cells)
            {
                if (cells.Any(cell => NamesId.In(cell, ids)))
                    removed++;
                else
                    kept.AppendJoin(',', cells.Select(Quote)).Append("\r\n");
            }
        }

        if (removed == 0)
            return 0;
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(kept.ToString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        return removed;
    }

    /// <summary>A line of the list. A text that a spreadsheet would take for a formula gets an apostrophe.</summary>
    public static string Line(ImportError error, string raw) =>
        string.Join(',', error.Row.ToString(CultureInfo.InvariantCulture), error.Code, Quote(Harmless(error.Message)), Quote(Harmless(raw)))
        + "\r\n";

    private static string Harmless(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Quote(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
