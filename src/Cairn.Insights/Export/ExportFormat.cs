using System.Collections.Frozen;

namespace Cairn.Insights.Export;

/// <summary>A file format.</summary>
/// <param name="ClickHouse">ClickHouse's name for the one in which it writes rows itself.</param>
internal sealed record ExportFormat(string Name, string ContentType, string ClickHouse)
{
    public static readonly ExportFormat Csv = new("csv", "text/csv; charset=utf-8", "CSVWithNames");
    public static readonly ExportFormat Ndjson = new("ndjson", "application/x-ndjson", "TSVRaw");
    public static readonly ExportFormat Json = new("json", "application/json", "CustomSeparated");
    public static readonly ExportFormat Parquet = new("parquet", "application/vnd.apache.parquet", "Parquet");

    public static readonly FrozenDictionary<string, ExportFormat> All = new[] { Csv, Ndjson, Json, Parquet }.ToFrozenDictionary(f =>
        f.Name
    );
}
