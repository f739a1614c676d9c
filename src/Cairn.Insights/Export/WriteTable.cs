using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Export;

/// <summary>Writes a table in a format.</summary>
internal static class WriteTable
{
    /// <summary>Half an hour, and whatever memory the client allows; rows are not bounded.</summary>
    internal static readonly QueryLimits Limits = new(TimeSpan.FromMinutes(30), 500_000_000, MaxResultRows: 0);

    /// <summary>For files, not for pages: only what JSON must escape is.</summary>
    internal static readonly JsonSerializerOptions JsonText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task ToAsync(
        Stream target,
        ExportTable table,
        ExportFormat format,
        ClickHouseClient store,
        CancellationToken cancellationToken
    )
    {
        if (format == ExportFormat.Parquet)
        {
            await ParquetAsync(target, table, store, cancellationToken);
            return;
        }

        await using var writer = new StreamWriter(target, new UTF8Encoding(false), bufferSize: 32 * 1024, leaveOpen: true);
        if (format == ExportFormat.Csv)
            await writer.WriteAsync(CsvText.Header(table.Columns));
        if (format == ExportFormat.Json)
            await writer.WriteAsync("[");
        for (var i = 0; i < table.Rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = table.Rows[i];
            var text = format == ExportFormat.Csv ? CsvText.Row(row) : Json(table.Columns, row);
            if (format == ExportFormat.Ndjson)
                text += "\n";
            if (format == ExportFormat.Json)
                text = (i == 0 ? "\n" : ",\n") + text;
            await writer.WriteAsync(text);
        }

        if (format == ExportFormat.Json)
            await writer.WriteAsync("\n]\n");
    }

    /// <summary>ClickHouse writes it: a column of numbers is Float64, one of true and false Bool, any other String. NULL where a cell is empty.</summary>
    private static async Task ParquetAsync(Stream target, ExportTable table, ClickHouseClient store, CancellationToken cancellationToken)
    {
        var columns = Unique(table.Columns);
        var types = columns.Select((_, i) => Type(table.Rows.Select(r => r[i]))).ToArray();
        var rows = new JsonArray();
        foreach (var row in table.Rows)
            rows.Add(Item([.. columns.Select((_, i) => "c" + i)], [.. row.Select((cell, i) => types[i] == "String" ? Text(cell) : cell)]));
        var structure = $"Array(Tuple({string.Join(", ", types.Select((t, i) => $"c{i} Nullable({t})"))}))";
        var names = Sql.Join(", ", columns.Select((name, i) => (Sql)$"tupleElement(r, {i + 1}) AS {Sql.Identifier(name)}"));
        using var answer = await store.StreamAsync(
            QueryText.Of($"SELECT {names} FROM (SELECT arrayJoin(JSONExtract({rows.ToJsonString(JsonText)}, {structure})) AS r)"),
            ExportFormat.Parquet.ClickHouse,
            Limits,
            cancellationToken
        );
        await answer.CopyToAsync(target, cancellationToken);
    }

    private static string[] Unique(IReadOnlyList<string> names) =>
        [.. names.Select((name, i) => names.Take(i).Contains(name) || name.Length == 0 ? $"{name}_{i + 1}" : name)];

    private static string Type(IEnumerable<JsonNode?> cells)
    {
        var kinds = cells
            .OfType<JsonNode>()
            .Select(c => c.GetValueKind())
            .Select(k => k == JsonValueKind.False ? JsonValueKind.True : k)
            .ToHashSet();
        return kinds.Count != 1 ? "String"
            : kinds.Contains(JsonValueKind.Number) ? "Float64"
            : kinds.Contains(JsonValueKind.True) ? "Bool"
            : "String";
    }

    private static JsonNode? Text(JsonNode? cell) =>
        cell is null || cell.GetValueKind() == JsonValueKind.String ? cell : JsonValue.Create(cell.ToJsonString(JsonText));

    private static string Json(IReadOnlyList<string> columns, IReadOnlyList<JsonNode?> row) => Item(columns, row).ToJsonString(JsonText);

    private static JsonObject Item(IReadOnlyList<string> columns, IReadOnlyList<JsonNode?> row)
    {
        var item = new JsonObject();
        for (var i = 0; i < columns.Count; i++)
            item[columns[i]] = row[i]?.DeepClone();
        return item;
    }
}
