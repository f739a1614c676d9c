using Cairn.Events;
using Cairn.Ingest.Import;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cairn.Server.Imports;

/// <summary>A file on its way in: the body itself with <c>mapping</c>, <c>format</c>, <c>source</c> and <c>dryRun</c> in the query, or a form whose last part is the file.</summary>
/// <param name="Format">csv, ndjson or parquet; empty: it is packed, and what is in it will tell.</param>
/// <param name="Source">Whose export it is; null: the columns will tell.</param>
internal sealed record Upload(string Format, string? Source, ImportMapping Mapping, bool IsDryRun, Stream Body)
{
    private const int MaxField = 256 * 1024;

    /// <summary>Before the file: mapping, format, source and dryRun, with room for what forms add of their own.</summary>
    private const int MostFields = 16;

    public static async Task<(Upload? Upload, Problem? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        var (body, name, type) = (request.Body, "", request.ContentType ?? "");
        if (type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            if (await FilePartAsync(request, fields, cancellationToken) is not { } part)
                return (
                    null,
                    Problem.Invalid([
                        new InputError(
                            "/file",
                            "required",
                            $"The form has no part with a file among its first {MostFields + 1}. It must be the last part."
                        ),
                    ])
                );
            (body, name, type) = (part.Body, FileName(part), part.ContentType ?? "");
        }

        var (mapping, fault) = ImportMapping.Read(fields.GetValueOrDefault("mapping"));
        if (mapping is null)
            return (null, Problem.Invalid([fault!]));
        var format = FormatOf(fields.GetValueOrDefault("format"), name, type);
        if (format is null)
            return (
                null,
                Problem.Invalid([
                    new InputError("/format", "unknown_value", "The format must be csv, ndjson or parquet, or the file a zip or gzip."),
                ])
            );
        var source = fields.GetValueOrDefault("source") is { Length: > 0 } and not "auto" ? fields["source"].ToLowerInvariant() : null;
        if (source is not null && !Ingest.Import.Imports.Sources.Contains(source))
            return (
                null,
                Problem.Invalid([
                    new InputError(
                        "/source",
                        "unknown_value",
                        $"The source must be one of {string.Join(", ", Ingest.Import.Imports.Sources)}, or be left out."
                    ),
                ])
            );
        return (new Upload(format, source, mapping, fields.GetValueOrDefault("dryRun") is "true" or "1", body), null);
    }

    private static async Task<MultipartSection?> FilePartAsync(
        HttpRequest request,
        Dictionary<string, string> fields,
        CancellationToken cancellationToken
    )
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary
        )
            return null;
        var reader = new MultipartReader(boundary, request.Body);
        for (var parts = 0; parts <= MostFields && await reader.ReadNextSectionAsync(cancellationToken) is { } part; parts++)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
                continue;
            if (disposition.IsFileDisposition())
                return part;
            var buffer = new char[MaxField];
            using var text = new StreamReader(part.Body);
            var length = await text.ReadBlockAsync(buffer, cancellationToken);
            fields[HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? ""] = new string(buffer, 0, length);
        }

        return null;
    }

    private static string FileName(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? ""
            : "";

    private static string? FormatOf(string? asked, string fileName, string contentType)
    {
        var name = fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName;
        var isPacked = name != fileName || contentType is "application/zip" or "application/gzip" or "application/x-zip-compressed";
        var word = asked is { Length: > 0 } ? asked.ToLowerInvariant() : Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return word switch
        {
            "csv" or "tsv" => "csv",
            "ndjson" or "jsonl" or "json" => "ndjson",
            "parquet" => "parquet",
            "zip" or "gzip" or "gz" => "",
            "" when contentType.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) => "csv",
            ""
                when contentType.Contains("ndjson", StringComparison.OrdinalIgnoreCase)
                    || contentType.Contains("jsonl", StringComparison.OrdinalIgnoreCase) => "ndjson",
            "" when contentType.Contains("parquet", StringComparison.OrdinalIgnoreCase) => "parquet",
            _ when isPacked => "",
            _ => null,
        };
    }
}
