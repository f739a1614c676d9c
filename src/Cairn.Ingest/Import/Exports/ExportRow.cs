using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Import.Exports;

/// <summary>A row of an export as one JSON object, whether it came as CSV, NDJSON or Parquet.</summary>
internal static class ExportRow
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    /// <param name="structured">Columns whose values are JSON, which CSV and Parquet hold as text.</param>
    /// <param name="rename">The field that a column becomes.</param>
    public static JsonElement Json(ImportRow row, IReadOnlySet<string> structured, Func<string, string>? rename = null)
    {
        var fields = new PropertyList();
        foreach (var (column, cell) in row.Cells)
        {
            if (cell.IsEmpty)
                continue;
            var name = rename?.Invoke(column) ?? column;
            var text = cell.Text ?? (cell.Json.ValueKind == JsonValueKind.String ? cell.Json.AsText() : null);
            if (text is not null && structured.Contains(name) && Parsed(text) is { } parsed)
                fields.Add(name, parsed);
            else if (cell.Text is not null)
                fields.Add(name, cell.Text);
            else
                fields.Add(name, cell.Json);
        }

        return Element(fields);
    }

    public static JsonElement Element(PropertyList fields)
    {
        using var document = JsonDocument.Parse(Raw(fields).ToArray(), _options);
        return document.RootElement.Clone();
    }

    public static ReadOnlySpan<byte> Raw(PropertyList fields)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        fields.WriteTo(json);
        return json.WrittenSpan;
    }

    /// <summary>A cell's value, a text of a CSV as what it looks like.</summary>
    public static JsonElement Value(ImportCell cell)
    {
        if (cell.Text is null)
            return cell.Json;
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            cell.WriteTo(json, type: null);
        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>Two ids are one person's. Its id is made of the pair: however often it is said, it is one event.</summary>
    public static NativeEvent Link(string format, string anonymous, string person, JsonElement? time)
    {
        var link = new NativeEvent(format, EventNames.Identify)
        {
            Id = "identify",
            Scope = $"{anonymous}\n{person}",
            DistinctId = person,
            IsFromServer = true,
        };
        link.At(time);
        link.Properties.Add("$anon_distinct_id", anonymous);
        return link;
    }

    /// <summary>Tells rows apart that have no id.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    public static JsonElement? Parsed(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        try
        {
            using var document = JsonDocument.Parse(text, _options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
