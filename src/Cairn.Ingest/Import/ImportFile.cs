using System.Text;
using System.Text.Json;

namespace Cairn.Ingest.Import;

/// <summary>Reads a file row by row, never more than a row at a time.</summary>
internal sealed class ImportFile : IDisposable
{
    private readonly StreamReader _text;
    private readonly CsvRows? _csv;
    private string? _firstLine;

    private ImportFile(StreamReader text, bool isCsv)
    {
        _text = text;
        if (isCsv)
        {
            _csv = new CsvRows(text);
            Columns = _csv.ReadHeader();
            return;
        }

        _firstLine = ReadLine();
        Columns = _firstLine is not null && Parse(_firstLine) is { } first ? [.. first.EnumerateObject().Select(f => f.Name)] : [];
    }

    public IReadOnlyList<string> Columns { get; }

    public static ImportFile Open(string path, string format) =>
        new(new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024), format == "csv");

    /// <summary>All rows in order.</summary>
    public IEnumerable<ImportRow> Rows()
    {
        for (long number = 1; ; number++)
        {
            if ((_csv is null ? NextLine(number) : NextRecord(_csv, number)) is not { } row)
                yield break;
            yield return row;
        }
    }

    public void Dispose() => _text.Dispose();

    private ImportRow? NextRecord(CsvRows csv, long number)
    {
        if (csv.Read() is not { } cells)
            return null;
        var raw = string.Join(',', cells);
        var fault = cells.Count == Columns.Count ? null : $"The row has {cells.Count} cells, the header {Columns.Count}.";
        return new ImportRow(number, [.. Columns.Zip(cells, (name, cell) => (name, new ImportCell(cell, default)))], raw, fault);
    }

    private ImportRow? NextLine(long number)
    {
        var line = _firstLine ?? ReadLine();
        _firstLine = null;
        if (line is null)
            return null;
        return Parse(line) is { } json
            ? new ImportRow(number, [.. json.EnumerateObject().Select(f => (f.Name, new ImportCell(null, f.Value)))], line)
            : new ImportRow(number, [], line, "The line is no JSON object.");
    }

    private string? ReadLine()
    {
        string? line;
        do line = _text.ReadBoundedLine();
        while (line is not null && string.IsNullOrWhiteSpace(line));
        return line;
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
