using System.Text;
using System.Text.Json;
using Cairn.Ingest.Import;
using Cairn.Ingest.Import.Exports;

namespace Cairn.Ingest.Tests.Import.Exports;

/// <summary>Reads small exports as an import does, up to the steps.</summary>
internal static class Export
{
    /// <summary>The events of a file, those that its rows imply in their place.</summary>
    public static IReadOnlyList<Read> Events(string file, string format = "ndjson", ImportMapping? mapping = null) =>
        [.. Rows(file, format, mapping).SelectMany(r => r.Events).Select(e => new Read(e))];

    public static IReadOnlyList<RowReading> Rows(string file, string format = "ndjson", ImportMapping? mapping = null)
    {
        var path = Path.Combine(Path.GetTempPath(), "cairn-export-" + Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, file);
        try
        {
            using var opened = ImportFile.Open(path, format);
            var source = VendorExports.Recognise(opened.Columns)?.Source ?? VendorExports.Own;
            var job = new ImportJob("x", 7, format, mapping ?? new ImportMapping(), 0, "hash", DateTimeOffset.UnixEpoch, Source: source);
            var rows = VendorExports.Reader(job, opened.Columns);
            rows.Unfit(opened.Columns).ShouldBeNull();
            return [.. opened.Rows().Select(rows.Read)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A JSON event, and what of it tests ask for.</summary>
    internal sealed class Read(RowEvent said)
    {
        private readonly JsonElement _json = JsonDocument.Parse(said.Json).RootElement.Clone();

        public bool IsImplied => said.IsImplied;

        public string Json => Encoding.UTF8.GetString(said.Json);

        public string? this[string field] =>
            field.Split('/').Aggregate((JsonElement?)_json, (at, name) => at is { } o && o.TryGetProperty(name, out var v) ? v : null)
                is { } value
                ? value.ToString()
                : null;
    }
}
