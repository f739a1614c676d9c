using Cairn.Events;
using Cairn.Ingest.Import;
using Cairn.Server.Access;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Server.Imports;

/// <summary>Files of events, users or sessions: sent, tried, watched, cancelled.</summary>
internal static class ImportEndpoints
{
    public static IEndpointRouteBuilder MapImports(this IEndpointRouteBuilder project)
    {
        var imports = project.MapGroup("/imports").RequireRole(Role.Analyst).WithTags("Imports");
        imports.MapPost("", SendAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).WithSummary("Import a CSV or NDJSON file");
        imports.MapGet("", List).WithSummary("Imports, newest first");
        imports.MapGet("/{id}", Find).WithSummary("How far an import is");
        imports.MapGet("/{id}/rejected", Rejected).WithSummary("The refused rows as CSV, with the reason");
        imports.MapDelete("/{id}", Cancel).WithSummary("End an import; what is stored stays");
        return project;
    }

    private static async Task<IResult> SendAsync(
        HttpContext context,
        Ingest.Import.Imports imports,
        RunImport run,
        CancellationToken cancellationToken
    )
    {
        var (upload, refusal) = await Upload.ReadAsync(context.Request, cancellationToken);
        if (upload is null)
            return ProblemAnswer.From(refusal!);
        var job = await imports.ReceiveAsync(ProjectOf(context), upload.Format, upload.Mapping, upload.Body, cancellationToken);
        if (!upload.IsDryRun)
        {
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

    private static IResult List(HttpContext context, Ingest.Import.Imports imports) =>
        TypedResults.Json(new Page<object>([.. imports.List(ProjectOf(context)).Take(200).Select(Shown)], null));

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

    private static object Shown(ImportJob job) =>
        new
        {
            job.Id,
            Status = job.Status.ToString().ToLowerInvariant(),
            job.Format,
            job.Bytes,
            job.Sha256,
            job.CreatedAt,
            job.FinishedAt,
            Rows = job.RowsDone,
            job.Accepted,
            job.Duplicates,
            job.Rejected,
            job.Error,
        };
}
