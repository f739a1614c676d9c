using System.Text.Json;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Reports;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Reports;

/// <summary>Saved questions. In the group of a project.</summary>
internal static class ReportEndpoints
{
    public static IEndpointRouteBuilder MapReports(this IEndpointRouteBuilder project)
    {
        var reports = project.MapGroup("/reports").WithTags("Reports");
        reports.MapGet("", ListAsync).Produces<Page<ReportAnswer>>().WithSummary("Reports, newest first");
        reports
            .MapPost("", CreateAsync)
            .AuditAs("report.created")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<ReportAnswer>(StatusCodes.Status201Created)
            .WithSummary("Save a question as a report");
        reports.MapGet("/{id:guid}", GetAsync).Produces<ReportAnswer>().WithSummary("One report");
        reports
            .MapPut("/{id:guid}", ChangeAsync)
            .NotAudited("the versions say who and when")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<ReportAnswer>()
            .Produces<ReportConflict>(StatusCodes.Status409Conflict, Problem.ContentType)
            .WithSummary("Make the next version; names the version it is based on");
        reports
            .MapDelete("/{id:guid}", DeleteAsync)
            .AuditAs("report.deleted")
            .RequireRole(Role.Analyst)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Remove a report from lists");
        reports
            .MapPost("/{id:guid}/duplicate", DuplicateAsync)
            .AuditAs("report.created")
            .RequireRole(Role.Analyst)
            .Produces<ReportAnswer>(StatusCodes.Status201Created)
            .WithSummary("A new report with the same question");
        reports.MapGet("/{id:guid}/answer", AnswerAsync).Produces<AnyAnswer>().WithSummary("The answer to the report's question");
        reports
            .MapPost("/{id:guid}/answer", AnswerAsync)
            .NotAudited("asks a question")
            .Produces<AnyAnswer>()
            .WithSummary("The same, for callers that prefer POST");
        reports.MapReportVersions();
        return project;
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ListReports list,
        string? kind,
        Guid? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > 500)
            return ProblemAnswer.Invalid([new InputError("/limit", "out_of_range", "This must be a whole number from 1 to 500.")]);
        var size = limit ?? 100;
        var page = await list.PageAsync(Project(context).Id, kind, cursor, size + 1, cancellationToken);
        var items = page.Take(size).Select(ReportAnswer.Of).ToArray();
        return TypedResults.Json(new Page<ReportAnswer>(items, page.Count > size ? items[^1].Id.ToString() : null));
    }

    private static async Task<IResult> GetAsync(HttpContext context, Guid id, ListReports list, CancellationToken cancellationToken) =>
        await list.FindAsync(Project(context).Id, id, cancellationToken) is { } report
            ? TypedResults.Json(ReportAnswer.Of(report))
            : Unknown();

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        AnswerQuestion answer,
        EditReports edit,
        CancellationToken cancellationToken
    )
    {
        var project = Project(context);
        var (body, errors) = await ReportBody.ReadAsync(context.Request, answer, project, isChange: false, cancellationToken);
        if (body is null)
            return ProblemAnswer.Invalid(errors);
        return Created(project, await edit.CreateAsync(project.Id, body.Text, By(context), cancellationToken));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        Guid id,
        AnswerQuestion answer,
        ListReports list,
        EditReports edit,
        CancellationToken cancellationToken
    )
    {
        var project = Project(context);
        if (await list.FindAsync(project.Id, id, cancellationToken) is null)
            return Unknown();
        var (body, errors) = await ReportBody.ReadAsync(context.Request, answer, project, isChange: true, cancellationToken);
        if (body is null)
            return ProblemAnswer.Invalid(errors);
        return await SaveAsync(context, id, body.BasedOn, body.Text, list, edit, cancellationToken);
    }

    /// <summary>The next version, or 409 with the current one.</summary>
    internal static async Task<IResult> SaveAsync(
        HttpContext context,
        Guid id,
        int basedOn,
        ReportText text,
        ListReports list,
        EditReports edit,
        CancellationToken cancellationToken
    )
    {
        if (await edit.ChangeAsync(id, basedOn, text, By(context), cancellationToken) is { } changed)
            return TypedResults.Json(ReportAnswer.Of(changed));
        return await list.FindAsync(Project(context).Id, id, cancellationToken) is { } current
            ? TypedResults.Json(ReportConflict.With(current), contentType: Problem.ContentType, statusCode: 409)
            : Unknown();
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        Guid id,
        ListReports list,
        EditReports edit,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(Project(context).Id, id, cancellationToken) is null)
            return Unknown();
        await edit.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DuplicateAsync(
        HttpContext context,
        Guid id,
        ListReports list,
        EditReports edit,
        CancellationToken cancellationToken
    )
    {
        var project = Project(context);
        if (await list.FindAsync(project.Id, id, cancellationToken) is not { } report)
            return Unknown();
        var name = report.Name.Length > 190 ? report.Name[..190] : report.Name;
        var text = new ReportText(name + " (copy)", report.Description, report.Kind, report.Query);
        return Created(project, await edit.CreateAsync(project.Id, text, By(context), cancellationToken));
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        Guid id,
        AnswerQuestion answer,
        ListReports list,
        CancellationToken cancellationToken
    ) =>
        await list.FindAsync(Project(context).Id, id, cancellationToken) is { } report
            ? await answer.RespondAsync(context, ReportAnswer.Parse(report.Query), cancellationToken)
            : Unknown();

    private static IResult Created(ProjectContext project, Report report) =>
        TypedResults.Created($"/api/projects/{project.Slug}/reports/{report.Id}", ReportAnswer.Of(report));

    internal static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_report", "This project has no such report.", "GET …/reports lists them."));

    internal static ProjectContext Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>();

    private static string By(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Name;
}
