using System.Text;
using System.Text.Json;
using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Import.Exports;

/// <summary>Puts the values of Umami's event_data beside the events they belong to.</summary>
internal static class UmamiTables
{
    /// <summary>Values that are held meanwhile.</summary>
    private const int Most = 500_000;
    private const long MostCharacters = 64 << 20;

    public static bool IsValues(IReadOnlyList<string> columns) => columns.Contains("data_key") && EventColumn(columns) is not null;

    /// <summary>The values, by event.</summary>
    /// <exception cref="FormatException">They are too many to be held.</exception>
    public static Dictionary<string, PropertyList> Read(TextReader text, Dictionary<string, PropertyList> values)
    {
        var rows = new CsvRows(text);
        var columns = rows.ReadHeader();
        var key = EventColumn(columns)!;
        long held = 0;
        for (long number = 1; rows.Read() is { } cells; number++)
        {
            var row = new ImportRow(number, [.. columns.Zip(cells, (name, cell) => (name, new ImportCell(cell, default)))], "");
            held += row["data_key"].AsText.Length + row["string_value"].AsText.Length;
            if (number > Most || held > MostCharacters)
                throw new FormatException(
                    "event_data is too large to be joined here. Join it in Umami's database, as the documentation of imports shows, or split the tables by month."
                );
            if (row["data_key"].Text is not { Length: > 0 } name || row[key].Text is not { Length: > 0 } id)
                continue;
            if (!values.TryGetValue(id, out var list))
                values.Add(id, list = new PropertyList());
            Add(list, name, row);
        }

        return values;
    }

    /// <summary>Writes the events as NDJSON, each with its values in <c>data</c>.</summary>
    public static async Task WriteAsync(
        TextReader events,
        Dictionary<string, PropertyList> values,
        Stream target,
        CancellationToken cancellationToken
    )
    {
        var rows = new CsvRows(events);
        var columns = rows.ReadHeader();
        while (rows.Read() is { } cells)
        {
            var line = new PropertyList();
            foreach (var (name, cell) in columns.Zip(cells))
                line.Add(name, cell);
            if (columns.Zip(cells).FirstOrDefault(c => c.First == "event_id").Second is { } id && values.TryGetValue(id, out var data))
                line.AddRaw("data", ExportRow.Raw(data));
            await target.WriteAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ExportRow.Raw(line)) + "\n"), cancellationToken);
        }
    }

    /// <summary>Of data_type 1 is text, 2 a number, 3 true or false, 4 a time, 5 a list.</summary>
    private static void Add(PropertyList list, string name, ImportRow row)
    {
        var text = row["string_value"];
        switch (row["data_type"].Text)
        {
            case "2" when !row["number_value"].IsEmpty:
                list.Add(name, ExportRow.Value(row["number_value"]));
                break;
            case "3":
                list.Add(name, ExportRow.Value(text));
                break;
            case "4" when !row["date_value"].IsEmpty:
                list.Add(name, row["date_value"].Text);
                break;
            case "5" when ExportRow.Parsed(text.AsText) is { ValueKind: JsonValueKind.Array } array:
                list.Add(name, array);
                break;
            default:
                list.Add(name, text.Text);
                break;
        }
    }

    /// <summary>Null of session_data, which tells of no event.</summary>
    private static string? EventColumn(IReadOnlyList<string> columns) =>
        columns.FirstOrDefault(c => c == "website_event_id") ?? columns.FirstOrDefault(c => c == "event_id");
}
