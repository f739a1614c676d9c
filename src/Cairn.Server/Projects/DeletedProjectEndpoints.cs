using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Projects;

/// <summary>Deleted projects that wait to be erased. Owners of the instance see all of them, everybody else those they deleted themselves.</summary>
internal static class DeletedProjectEndpoints
{
    public static IEndpointRouteBuilder MapDeletedProjects(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/deleted-projects", ListAsync)
            .RequireCaller()
            .WithTags("Projects")
            .WithSummary("Which deleted projects can I restore? Erased soonest first");
        routes
            .MapPost("/api/deleted-projects/{id:int}/restore", RestoreAsync)
            .AuditAs("project.restored")
            .RequireCaller()
            .WithTags("Projects")
            .Accepts<RestoreBody>("application/json")
            .Produces<RestoredProject>()
            .WithSummary("Restore a deleted project with its keys and roles, under its slug or another");
        routes
            .MapDelete("/api/deleted-projects/{id:int}", EraseAsync)
            .AuditAs("project.erased")
            .RequireCaller()
            .WithTags("Projects")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Erase a deleted project now, without waiting for the end of its grace");
        return routes;
    }

    private static async Task<Page<DeletedProject>> ListAsync(
        HttpContext context,
        RestoreProject deleted,
        CancellationToken cancellationToken
    )
    {
        var projects = await deleted.ListAsync(OnlyOf(context), cancellationToken);
        return new Page<DeletedProject>([.. projects.Select(DeletedProject.Of)], Next: null);
    }

    private static async Task<IResult> RestoreAsync(
        HttpContext context,
        int id,
        RestoreProject deleted,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var slug = fields.Text("slug", maxLength: 400);
        fields.RefuseOthers();
        if (slug is not null && !Slug.IsValid(slug))
            fields.Fault("slug", "invalid_slug", "Use 1 to 60 lower-case letters, digits and dashes.");
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        if (!await MayAsync(context, id, deleted, cancellationToken))
            return ProblemAnswer.From(NotWaiting);
        var (outcome, project) = await deleted.RunAsync(id, slug, cancellationToken);
        if (outcome is Restoring.SlugTaken)
            return ProblemAnswer.From(ProjectEndpoints.SlugTaken("/slug"));
        if (project is null)
            return ProblemAnswer.From(NotWaiting);
        context.AuditNote().On("project", project.Id, project.Slug).In(project.ProjectId);
        return TypedResults.Ok(new RestoredProject(project.Slug, project.Name));
    }

    private static async Task<IResult> EraseAsync(
        HttpContext context,
        int id,
        RestoreProject deleted,
        DeleteProject delete,
        CancellationToken cancellationToken
    )
    {
        if (!await MayAsync(context, id, deleted, cancellationToken) || !await delete.EraseNowAsync(id, cancellationToken))
            return ProblemAnswer.From(NotWaiting);
        context.AuditNote().On("project", id);
        return TypedResults.NoContent();
    }

    private static async Task<bool> MayAsync(HttpContext context, int id, RestoreProject deleted, CancellationToken cancellationToken) =>
        (await deleted.ListAsync(OnlyOf(context), cancellationToken)).Any(project => project.Id == id);

    /// <summary>Null: the caller may see everybody's.</summary>
    private static Guid? OnlyOf(HttpContext context)
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        return caller.InstanceRole is Role.Owner ? null : caller.Id;
    }

    private static Problem NotWaiting { get; } =
        new(404, "unknown_project", "No such project waits to be erased.", "GET /api/deleted-projects lists those you may restore.");

    /// <param name="Slug">Left out: the one it had.</param>
    private sealed record RestoreBody(string? Slug = null);

    private sealed record RestoredProject(string Slug, string Name);

    /// <param name="Slug">The one it had; another project may have it by now.</param>
    /// <param name="EraseAt">Until then it can be restored.</param>
    private sealed record DeletedProject(int Id, string Slug, string Name, DateTimeOffset DeletedAt, DateTimeOffset EraseAt)
    {
        public static DeletedProject Of(Project project) =>
            new(project.Id, project.Slug, project.Name, project.DeletedAt!.Value, project.EraseAt!.Value);
    }
}
