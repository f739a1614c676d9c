using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Reports;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Reports;

/// <summary>What a report was before.</summary>
internal static class ReportVersionEndpoints
{
    public static void MapReportVersions(this IEndpointRouteBuilder reports)
    {
        reports.MapGet("/{id:guid}/versions", ListAsync).Produces<Page<VersionAnswer>>().WithSummary("Its versions, newest first");
        reports.MapGet("/{id:guid}/versions/{version:int}", GetAsync).Produces<VersionAnswer>().WithSummary("One version");
        reports
            .MapPost("/{id:guid}/versions/{version:int}/restore", RestoreAsync)
            .NotAudited("the versions say who and when")
            .RequireRole(Role.Analyst)
            .Produces<ReportAnswer>()
            .WithSummary("Make the next version, the same as that one");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        Guid id,
        ListReports list,
        int? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > 500)
            return ProblemAnswer.Invalid([new InputError("/limit", "out_of_range", "This must be a whole number from 1 to 500.")]);
        if (await list.FindAsync(ReportEndpoints.Project(context).Id, id, cancellationToken) is null)
            return ReportEndpoints.Unknown();
        var size = limit ?? 100;
        var page = await list.VersionsAsync(id, cursor ?? int.MaxValue, size + 1, cancellationToken);
        var items = page.Take(size).Select(VersionAnswer.Of).ToArray();
        return TypedResults.Json(new Page<VersionAnswer>(items, page.Count > size ? items[^1].Version.ToString() : null));
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        Guid id,
        int version,
        ListReports list,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(ReportEndpoints.Project(context).Id, id, cancellationToken) is null)
            return ReportEndpoints.Unknown();
        return await list.FindVersionAsync(id, version, cancellationToken) is { } found
            ? TypedResults.Json(VersionAnswer.Of(found))
            : UnknownVersion();
    }

    private static async Task<IResult> RestoreAsync(
        HttpContext context,
        Guid id,
        int version,
        ListReports list,
        EditReports edit,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(ReportEndpoints.Project(context).Id, id, cancellationToken) is not { } report)
            return ReportEndpoints.Unknown();
        if (await list.FindVersionAsync(id, version, cancellationToken) is not { } old)
            return UnknownVersion();
        var text = new ReportText(old.Name, old.Description, old.Kind, old.Query);
        return await ReportEndpoints.SaveAsync(context, id, report.Version, text, list, edit, cancellationToken);
    }

    private static IResult UnknownVersion() =>
        ProblemAnswer.From(new Problem(404, "unknown_version", "The report has no such version.", "GET …/versions lists them."));
}
