using Cairn.Store.ClickHouse;

namespace Cairn.Server.Imports;

/// <summary>A Parquet file as NDJSON, read by ClickHouse.</summary>
internal static class ParquetRows
{
    /// <summary>ClickHouse holds a file that it is sent in memory.</summary>
    public const long MostBytes = 200_000_000;

    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(10), 1_000_000_000, 1_000_000_000);

    /// <summary>Writes the rows to a file of their own.</summary>
    /// <param name="folder">For the two files; the caller deletes it.</param>
    /// <returns>The NDJSON file.</returns>
    /// <exception cref="FormatException">It is no Parquet file, too large, or ClickHouse cannot read it.</exception>
    public static async Task<string> WriteAsync(ClickHouseClient store, Stream body, string folder, CancellationToken cancellationToken)
    {
        var (parquet, ndjson) = (Path.Combine(folder, "upload.parquet"), Path.Combine(folder, "rows.ndjson"));
        await using var file = File.Create(parquet);
        await body.CopyToAsync(file, cancellationToken);
        if (file.Length > MostBytes)
            throw new FormatException($"A Parquet file may have {MostBytes:N0} bytes. Split it, or write it as CSV or NDJSON.");
        var schema = ParquetSchema.Read(file);
        if (schema.Columns.Count == 0)
            throw new FormatException("The file has no column that is not nested.");
        file.Position = 0;
        try
        {
            using var rows = await store.StreamTableAsync(file, "Parquet", schema.Columns, "JSONEachRow", _limits, cancellationToken);
            await using var target = File.Create(ndjson);
            await rows.CopyToAsync(target, cancellationToken);
        }
        catch (ClickHouseException e)
        {
            throw new FormatException("ClickHouse cannot read the file as Parquet: " + e.Message.Split(". ")[0], e);
        }

        return ndjson;
    }
}
