using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Import.Exports;

namespace Cairn.Ingest.Import;

/// <summary>Makes one file of those in a zip: JSON one behind the other, of CSV the tables of one kind.</summary>
internal static partial class Unzip
{
    private const int MostEntries = 20_000;

    /// <returns>The file, and what it is.</returns>
    public static async Task<(string Path, string Format)> WriteAsync(
        string zip,
        string folder,
        ImportRoom room,
        CancellationToken cancellationToken
    )
    {
        using var archive = ZipFile.OpenRead(zip);
        if (archive.Entries.Count > MostEntries)
            throw new FormatException($"The zip holds more than {MostEntries:N0} files.");
        ZipArchiveEntry[] entries =
        [
            .. archive
                .Entries.Where(e => FormatOf(e) is not null && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
                .OrderBy(e => Digits().Replace(e.FullName, d => d.Value.PadLeft(20, '0')), StringComparer.Ordinal),
        ];
        var path = Path.Combine(folder, "unpacked");
        await using var target = new BoundedFile(path, room);
        if (entries.Any(e => FormatOf(e) == "ndjson"))
        {
            foreach (var entry in entries.Where(e => FormatOf(e) == "ndjson"))
                await CopyAsync(entry, target, cancellationToken);
            return (path, "ndjson");
        }

        var tables = entries.Select(e => (Entry: e, Columns: Columns(e))).ToArray();
        if (tables.Length == 0)
            throw new FormatException($"The zip holds no CSV and no JSON. It holds: {Names(archive.Entries)}.");
        var chosen = Choose(tables);
        var values = tables.Where(t => UmamiTables.IsValues(t.Columns)).Select(t => t.Entry).ToArray();
        if (values.Length > 0 && VendorExports.Recognise(chosen[0].Columns) is { Source: "umami", Open: not null })
        {
            var held = new Dictionary<string, PropertyList>();
            foreach (var entry in values)
                UmamiTables.Read(Text(entry), held);
            foreach (var (entry, _) in chosen)
                await UmamiTables.WriteAsync(Text(entry), held, target, cancellationToken);
            return (path, "ndjson");
        }

        foreach (var (entry, _) in chosen)
            await CopyAsync(entry, target, cancellationToken, withoutHeader: entry != chosen[0].Entry);
        return (path, "csv");
    }

    /// <summary>Those of a kind that holds events, else those of a kind that is refused with a reason, else all if they are alike.</summary>
    private static (ZipArchiveEntry Entry, IReadOnlyList<string> Columns)[] Choose(
        (ZipArchiveEntry Entry, IReadOnlyList<string> Columns)[] tables
    )
    {
        var kinds = tables.GroupBy(t => string.Join('\n', t.Columns)).Select(g => g.ToArray()).ToArray();
        return kinds.FirstOrDefault(k => VendorExports.Recognise(k[0].Columns) is { Open: not null })
            ?? kinds.FirstOrDefault(k => VendorExports.Recognise(k[0].Columns) is { IsPart: false })
            ?? kinds.FirstOrDefault(k => VendorExports.Recognise(k[0].Columns) is not null)
            ?? (kinds.Length == 1 ? kinds[0] : null)
            ?? throw new FormatException(
                $"The zip holds tables of several kinds: {Names(tables.Select(t => t.Entry))}. Import them one by one."
            );
    }

    private static async Task CopyAsync(
        ZipArchiveEntry entry,
        Stream target,
        CancellationToken cancellationToken,
        bool withoutHeader = false
    )
    {
        await using var source = Open(entry);
        var last = 0;
        if (withoutHeader)
        {
            do last = source.ReadByte();
            while (last is >= 0 and not '\n');
        }

        var buffer = new byte[64 * 1024];
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken)) > 0; last = buffer[count - 1])
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        if (last is not '\n')
            await target.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static IReadOnlyList<string> Columns(ZipArchiveEntry entry)
    {
        using var text = Text(entry);
        return new CsvRows(text).ReadHeader();
    }

    private static StreamReader Text(ZipArchiveEntry entry) => new(Open(entry), Encoding.UTF8);

    private static Stream Open(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new WholeGzip(entry.Open()) : entry.Open();

    private static string? FormatOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName.ToLowerInvariant();
        return Path.GetExtension(name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name) switch
        {
            ".json" or ".ndjson" or ".jsonl" => "ndjson",
            ".csv" or ".tsv" => "csv",
            _ => null,
        };
    }

    private static string Names(IEnumerable<ZipArchiveEntry> entries) => string.Join(", ", entries.Select(e => e.FullName).Take(10));

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Digits();
}
