using Cairn.Ingest.Import;
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
    /// <exception cref="FormatException">It is no Parquet file, or ClickHouse cannot read it.</exception>
    /// <exception cref="ImportRefusedException">It is too large, or the disk nearly full.</exception>
    public static async Task<string> WriteAsync(
        ClickHouseClient store,
        Stream body,
        string folder,
        ImportRoom room,
        CancellationToken cancellationToken
    )
    {
        var (parquet, ndjson) = (Path.Combine(folder, "upload.parquet"), Path.Combine(folder, "rows.ndjson"));
        await using (var upload = new BoundedFile(parquet, room with { MaxBytes = Math.Min(MostBytes, room.MaxBytes) }))
            await body.CopyToAsync(upload, cancellationToken);
        await using var file = File.OpenRead(parquet);
        var schema = ParquetSchema.Read(file);
        if (schema.Columns.Count == 0)
            throw new FormatException("The file has no column that is not nested.");
        file.Position = 0;
        try
        {
            using var rows = await store.StreamTableAsync(file, "Parquet", schema.Columns, "JSONEachRow", _limits, cancellationToken);
            await using var target = new BoundedFile(ndjson, room);
            await rows.CopyToAsync(target, cancellationToken);
        }
        catch (ClickHouseException e)
        {
            throw new FormatException("ClickHouse cannot read the file as Parquet: " + e.Message.Split(". ")[0], e);
        }

        return ndjson;
    }
}
