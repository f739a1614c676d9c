using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Keeping;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keeping;

/// <summary>Files with deleted events: listed, handed out, thrown away. An import takes them back.</summary>
internal static class ArchiveEndpoints
{
    public static IEndpointRouteBuilder MapArchives(this IEndpointRouteBuilder project)
    {
        var archives = project.MapGroup("/privacy/archives").RequireRole(Role.Admin).WithTags("Retention of events");
        archives.MapGet("", ListAsync).Produces<Page<ArchiveAnswer>>().WithSummary("Parquet files with deleted events, newest first");
        archives.MapGet("/{id:guid}", DownloadAsync).AuditAs("archive.downloaded").WithSummary("The file; POST …/imports takes it back");
        archives
            .MapDelete("/{id:guid}", DeleteAsync)
            .AuditAs("archive.deleted")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Throw the file away: its events are gone for good");
        return project;
    }

    private static async Task<IResult> ListAsync(HttpContext context, RetentionArchives archives, CancellationToken cancellationToken) =>
        TypedResults.Json(
            new Page<ArchiveAnswer>(
                [.. (await archives.ListAsync(ProjectOf(context).Id, cancellationToken)).Select(ArchiveAnswer.Of)],
                null
            )
        );

    private static async Task<IResult> DownloadAsync(
        HttpContext context,
        Guid id,
        RetentionArchives archives,
        ArchiveFiles files,
        CancellationToken cancellationToken
    )
    {
        var project = ProjectOf(context);
        if (await archives.FindAsync(project.Id, id, cancellationToken) is not { } archive || !File.Exists(files.FullPath(archive.Path)))
            return Unknown();
        var name = $"{project.Slug}-{ArchiveAnswer.MonthOf(archive)}-{archive.Id.ToString("N")[^8..]}.parquet";
        context.AuditNote().On("archive", archive.Id, name).With("events", archive.Events);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.PhysicalFile(files.FullPath(archive.Path), "application/vnd.apache.parquet", name);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        Guid id,
        RetentionArchives archives,
        ArchiveFiles files,
        CancellationToken cancellationToken
    )
    {
        await files.Changing.WaitAsync(cancellationToken);
        try
        {
            if (await archives.FindAsync(ProjectOf(context).Id, id, cancellationToken) is not { } archive)
                return Unknown();
            context.AuditNote().On("archive", archive.Id, ArchiveAnswer.MonthOf(archive)).With("events", archive.Events);
            await archives.RemoveAsync(archive.Id, CancellationToken.None);
            files.Remove(archive.Path);
            return TypedResults.NoContent();
        }
        finally
        {
            files.Changing.Release();
        }
    }

    private static ProjectContext ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>();

    private static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_archive", "There is no such archive.", "GET …/privacy/archives lists them."));
}
