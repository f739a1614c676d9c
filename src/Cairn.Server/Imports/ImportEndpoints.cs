using Cairn.Events;
using Cairn.Ingest.Import;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Store.ClickHouse;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Server.Imports;

/// <summary>Files of events, users or sessions: sent, tried, watched, cancelled.</summary>
internal static class ImportEndpoints
{
    public static IEndpointRouteBuilder MapImports(this IEndpointRouteBuilder project)
    {
        var imports = project.MapGroup("/imports").RequireRole(Role.Analyst).WithTags("Imports");
        imports
            .MapPost("", SendAsync)
            .AuditAs("import.started")
            .WithMetadata(new DisableRequestSizeLimitAttribute(), new RefusedWhileArchived())
            .Produces<ImportPreview>()
            .Produces<ImportAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Import a CSV, NDJSON or Parquet file, also packed, or an export of another product; or try it (dryRun)");
        imports.MapGet("", List).Produces<Page<ImportAnswer>>().WithSummary("Imports, newest first");
        imports.MapGet("/{id}", Find).Produces<ImportAnswer>().WithSummary("How far an import is");
        imports
            .MapGet("/{id}/rejected", Rejected)
            .AuditAs("import.rejected_rows_downloaded")
            .WithSummary("The refused rows as CSV, with the reason");
        imports
            .MapDelete("/{id}", Cancel)
            .AuditAs("import.cancelled")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("End an import; what is stored stays");
        return project;
    }

    private static async Task<IResult> SendAsync(
        HttpContext context,
        Ingest.Import.Imports imports,
        RunImport run,
        ClickHouseClient store,
        CancellationToken cancellationToken
    )
    {
        var (upload, refusal) = await Upload.ReadAsync(context.Request, cancellationToken);
        if (upload is null)
            return ProblemAnswer.From(refusal!);
        ImportJob job;
        try
        {
            job = await ReceiveAsync(context, imports, upload, store, cancellationToken);
        }
        catch (FormatException e)
        {
            return ProblemAnswer.Invalid([new InputError("/file", "invalid_file", e.Message)]);
        }
        catch (ImportRefusedException e)
        {
            return ProblemAnswer.From(e.Problem);
        }

        if (!upload.IsDryRun)
        {
            if (imports.Refusal(job) is { } refused)
            {
                imports.Forget(job);
                return ProblemAnswer.Invalid([new InputError("/file", "no_events", refused)]);
            }

            imports.Start(job);
            context.Response.Headers.Location = $"{context.Request.Path}/{job.Id}";
            return TypedResults.Json(Shown(job), statusCode: StatusCodes.Status202Accepted);
        }

        try
        {
            return TypedResults.Json(run.Preview(job, cancellationToken));
        }
        catch (FormatException e)
        {
            return ProblemAnswer.Invalid([new InputError("/file", "invalid_file", e.Message)]);
        }
        finally
        {
            imports.Forget(job);
        }
    }

    /// <summary>Gzip and zip are unpacked and Parquet becomes NDJSON on the way in; everything after it is the same.</summary>
    private static async Task<ImportJob> ReceiveAsync(
        HttpContext context,
        Ingest.Import.Imports imports,
        Upload upload,
        ClickHouseClient store,
        CancellationToken cancellationToken
    )
    {
        var folder = imports.MakeScratch();
        try
        {
            var job = await Unpack.ReadAsync(upload.Body, upload.Format, folder, imports.Room, TakeAsync, cancellationToken);
            return imports.Recognise(job, upload.Source);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<ImportJob> TakeAsync(string format, Stream file)
        {
            if (format != "parquet")
                return await imports.ReceiveAsync(ProjectOf(context), format, upload.Mapping, file, cancellationToken);
            await using var rows = File.OpenRead(await ParquetRows.WriteAsync(store, file, folder, imports.Room, cancellationToken));
            return await imports.ReceiveAsync(ProjectOf(context), "ndjson", upload.Mapping, rows, cancellationToken);
        }
    }

    private static IResult List(HttpContext context, Ingest.Import.Imports imports) =>
        TypedResults.Json(new Page<ImportAnswer>([.. imports.List(ProjectOf(context)).Take(200).Select(Shown)], null));

    private static IResult Find(HttpContext context, string id, Ingest.Import.Imports imports) =>
        imports.Find(ProjectOf(context), id) is { } job ? TypedResults.Json(Shown(job)) : Unknown();

    private static IResult Rejected(HttpContext context, string id, Ingest.Import.Imports imports)
    {
        if (imports.Find(ProjectOf(context), id) is not { } job)
            return Unknown();
        var path = imports.RejectedFileOf(job.Id);
        return File.Exists(path)
            ? TypedResults.PhysicalFile(path, "text/csv; charset=utf-8", $"rejected-{job.Id}.csv")
            : TypedResults.Text("row,code,message,data\r\n", "text/csv");
    }

    private static IResult Cancel(HttpContext context, string id, Ingest.Import.Imports imports)
    {
        if (imports.Find(ProjectOf(context), id) is not { } job)
            return Unknown();
        imports.Cancel(job);
        return TypedResults.NoContent();
    }

    private static ProjectId ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;

    private static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_import", "There is no such import.", "GET …/imports lists them."));

    private static ImportAnswer Shown(ImportJob job) =>
        new(
            job.Id,
            job.Status.ToString().ToLowerInvariant(),
            job.Source,
            job.Format,
            job.Bytes,
            job.Sha256,
            job.CreatedAt,
            job.FinishedAt,
            job.RowsDone,
            job.Accepted,
            job.Duplicates,
            job.Rejected,
            job.Error
        );

    /// <summary>An import and how far it is.</summary>
    /// <param name="Source">Whose export it is; "cairn": a file of one's own.</param>
    /// <param name="Rows">Read so far.</param>
    private sealed record ImportAnswer(
        string Id,
        string Status,
        string Source,
        string Format,
        long Bytes,
        string Sha256,
        DateTimeOffset CreatedAt,
        DateTimeOffset? FinishedAt,
        long Rows,
        long Accepted,
        long Duplicates,
        long Rejected,
        string? Error
    );
}
