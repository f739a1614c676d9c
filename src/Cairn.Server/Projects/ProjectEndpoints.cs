using System.Globalization;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Keys;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Server.Projects;

/// <summary>Projects: list, make, read, delete.</summary>
internal static class ProjectEndpoints
{
    private const int PageSize = 200;

    /// <summary>Those that are not about one project.</summary>
    public static IEndpointRouteBuilder MapProjects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/projects", List).WithTags("Projects").RequireCaller().WithSummary("Which projects may I see? By slug");
        routes
            .MapPost("/api/projects", CreateAsync)
            .AuditAs("project.created")
            .WithTags("Projects")
            .RequireInstanceRole(Role.Admin)
            .Accepts<ProjectBody>("application/json")
            .Produces<CreatedProject>(StatusCodes.Status201Created)
            .WithSummary("Make a project with its first keys; the API key is shown only here");
        return routes;
    }

    /// <summary>Those of one project, in its group.</summary>
    public static IEndpointRouteBuilder MapProject(this IEndpointRouteBuilder project)
    {
        project.MapGet("", ReadAsync).WithTags("Projects").RequireRole(Role.Viewer).WithSummary("Read the project and its write keys");
        project
            .MapPatch("", ChangeAsync)
            .AuditAs("project.changed")
            .WithTags("Projects")
            .RequireRole(Role.Admin)
            .Accepts<ProjectChangeBody>("application/json")
            .Produces<ProjectAnswer>()
            .WithSummary("Change the project's name, time zone or currency; what is left out stays");
        project
            .MapDelete("", DeleteAsync)
            .AuditAs("project.deleted")
            .WithTags("Projects")
            .RequireRole(Role.Owner)
            .WithSummary("Delete the project: its keys stop at once, its data is erased after a grace, or at once with ?now=true");
        project
            .MapPost("/archive", ArchiveAsync)
            .AuditAs("project.archived")
            .WithTags("Projects")
            .RequireRole(Role.Admin)
            .Produces<ProjectAnswer>()
            .WithSummary("Lay the project aside: it takes no events and stands apart in lists; reading goes on");
        project
            .MapPost("/unarchive", UnarchiveAsync)
            .AuditAs("project.unarchived")
            .WithTags("Projects")
            .RequireRole(Role.Admin)
            .Produces<ProjectAnswer>()
            .WithSummary("Take an archived project up again");
        return project;
    }

    private static Page<SeenProject> List(HttpContext context, WorkspaceAccess workspace, string? cursor)
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        var seen = workspace
            .Current.ProjectsOf(caller)
            .Where(s => string.CompareOrdinal(s.Project.Slug, cursor) > 0)
            .Take(PageSize + 1)
            .ToList();
        var page = seen.Take(PageSize).Select(s => SeenProject.Of(s.Project, s.Role)).ToList();
        return new Page<SeenProject>(page, seen.Count > PageSize ? page[^1].Slug : null);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        CreateProject create,
        WorkspaceAccess workspace,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        if (ProjectFields.Read(fields) is not { } project || fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await create.RunAsync(project, cancellationToken) is not { } created)
            return ProblemAnswer.From(SlugTaken("/slug"));
        var note = context.AuditNote().On("project", name: created.Slug);
        if (workspace.Current.FindProject(created.Slug) is { } known)
            note.In(known.Id);
        return TypedResults.Created($"/api/projects/{created.Slug}", created);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        ChangeProject change,
        WorkspaceAccess workspace,
        ListKeys keys,
        CancellationToken cancellationToken
    )
    {
        var project = context.Features.GetRequiredFeature<ProjectAccess>().Project;
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var (name, timeZone, currency) = (fields.Text("name", 400), fields.Text("timeZone", 400), fields.Text("currency", 400));
        fields.RefuseOthers();
        if (ProjectChange.Check(name, timeZone, currency, fields.Errors) is not { } changed || fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        context.AuditNote().On("project", name: project.Slug).With("name", name).With("timeZone", timeZone).With("currency", currency);
        await change.RunAsync(project.Id, changed, cancellationToken);
        return TypedResults.Json(await AnswerAsync(workspace.Current.FindProject(project.Slug) ?? project, keys, cancellationToken));
    }

    private static Task<ProjectAnswer> ReadAsync(HttpContext context, ListKeys keys, CancellationToken cancellationToken) =>
        AnswerAsync(context.Features.GetRequiredFeature<ProjectAccess>().Project, keys, cancellationToken);

    private static async Task<ProjectAnswer> AnswerAsync(KnownProject project, ListKeys keys, CancellationToken cancellationToken)
    {
        var writeKeys = await keys.WriteAsync(project.Id, cancellationToken);
        return new ProjectAnswer(
            project.Slug,
            project.Name,
            project.Context.Zone.Id,
            project.Context.Currency,
            project.CreatedAt,
            project.ArchivedAt,
            [.. writeKeys.Select(WriteKeyAnswer.Of)]
        );
    }

    private static Task<IResult> ArchiveAsync(
        HttpContext context,
        ArchiveProject archive,
        WorkspaceAccess workspace,
        ListKeys keys,
        CancellationToken cancellationToken
    ) => SetArchivedAsync(context, isArchived: true, archive, workspace, keys, cancellationToken);

    private static Task<IResult> UnarchiveAsync(
        HttpContext context,
        ArchiveProject archive,
        WorkspaceAccess workspace,
        ListKeys keys,
        CancellationToken cancellationToken
    ) => SetArchivedAsync(context, isArchived: false, archive, workspace, keys, cancellationToken);

    private static async Task<IResult> SetArchivedAsync(
        HttpContext context,
        bool isArchived,
        ArchiveProject archive,
        WorkspaceAccess workspace,
        ListKeys keys,
        CancellationToken cancellationToken
    )
    {
        var project = context.Features.GetRequiredFeature<ProjectAccess>().Project;
        context.AuditNote().On("project", name: project.Slug);
        await archive.RunAsync(project.Id, isArchived, cancellationToken);
        return TypedResults.Ok(await AnswerAsync(workspace.Current.FindProject(project.Slug) ?? project, keys, cancellationToken));
    }

    /// <param name="now">True: erased at once, beyond restoring.</param>
    private static async Task<NoContent> DeleteAsync(
        HttpContext context,
        DeleteProject delete,
        CancellationToken cancellationToken,
        bool now = false
    )
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>();
        var by = context.Features.GetRequiredFeature<Caller>().Id;
        var eraseAt = await delete.RunAsync(project.Id, by, now, cancellationToken);
        context.AuditNote().On("project", name: project.Slug).With("eraseAt", eraseAt.ToString("O", CultureInfo.InvariantCulture));
        return TypedResults.NoContent();
    }

    /// <param name="pointer">Where the slug stands in the body.</param>
    public static Problem SlugTaken(string pointer) =>
        new(
            409,
            "slug_taken",
            "Another project has this slug.",
            "Choose another slug.",
            [new(pointer, "slug_taken", "Another project has this slug.")]
        );

    /// <param name="ArchivedAt">Since then it takes no events; null: it is in use.</param>
    private sealed record ProjectAnswer(
        string Slug,
        string Name,
        string TimeZone,
        string Currency,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ArchivedAt,
        IReadOnlyList<WriteKeyAnswer> WriteKeys
    );
}
