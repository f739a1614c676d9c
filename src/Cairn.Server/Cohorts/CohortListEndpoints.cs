using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Store.Cohorts;
using Cairn.Store.Identity;
using Cairn.Workspace.Cohorts;
using Cairn.Workspace.Roles;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Server.Cohorts;

/// <summary>The distinct ids of a static cohort.</summary>
internal static class CohortListEndpoints
{
    /// <summary>About a million ids.</summary>
    private const int MaxUploadBytes = 40 << 20;

    public static void MapCohortLists(this IEndpointRouteBuilder cohorts)
    {
        var bound = new RequestSizeLimitAttribute(MaxUploadBytes);
        cohorts.MapGet("/{cohort}/members", ListAsync).Produces<Page<CohortMember>>().WithSummary("The distinct ids of a static cohort");
        cohorts
            .MapPut("/{cohort}/members", ReplaceAsync)
            .AuditAs("cohort.list_replaced")
            .RequireRole(Role.Analyst)
            .WithMetadata(bound)
            .Produces<CohortUpload>()
            .WithSummary("Replace the list: a JSON list of distinct ids, or text or CSV with one a line (first column)");
        cohorts
            .MapPost("/{cohort}/members", AddAsync)
            .AuditAs("cohort.list_extended")
            .RequireRole(Role.Analyst)
            .WithMetadata(bound)
            .Produces<CohortUpload>()
            .WithSummary("Add distinct ids to the list");
        cohorts
            .MapPost("/{cohort}/members/remove", RemoveAsync)
            .AuditAs("cohort.list_reduced")
            .RequireRole(Role.Analyst)
            .WithMetadata(bound)
            .Produces<CohortUpload>()
            .WithSummary("Take distinct ids out of the list");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        CohortLists lists,
        Identities identities,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > 10_000)
            return ProblemAnswer.Invalid([new InputError("/limit", "out_of_range", "This must be a whole number from 1 to 10,000.")]);
        var project = CohortEndpoints.Project(context).Id;
        var (row, refusal) = await FindAsync(project, cohort, list, cancellationToken);
        if (row is null)
            return refusal!;
        var size = limit ?? 1_000;
        var ids = await lists.PageAsync(project, row.ListId, cursor, size + 1, cancellationToken);
        var items = ids.Take(size).Select(id => new CohortMember(id, identities.PersonOf(project, id).ToString())).ToArray();
        return TypedResults.Json(new Page<CohortMember>(items, ids.Count > size ? items[^1].DistinctId : null));
    }

    private static async Task<IResult> ReplaceAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
        ListedIds listed,
        CancellationToken cancellationToken
    )
    {
        var project = CohortEndpoints.Project(context).Id;
        var (row, refusal) = await FindAsync(project, cohort, list, cancellationToken);
        if (row is null)
            return refusal!;
        var (ids, errors) = await DistinctIds.ReadAsync(context.Request, cancellationToken);
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);
        var next = Guid.CreateVersion7();
        await lists.AddAsync(project, next, await listed.ToAddAsync(project, ids, cancellationToken), cancellationToken);
        var before = await edit.ListChangedAsync(row.Id, next, cancellationToken);
        await lists.DropAsync(project, before ?? next, CancellationToken.None);
        return before is null
            ? CohortEndpoints.Unknown()
            : TypedResults.Json(CohortUpload.Of(ids.Count, await lists.LookAsync(project, next, cancellationToken)));
    }

    private static Task<IResult> AddAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
        ListedIds listed,
        CancellationToken cancellationToken
    ) => ChangeAsync(context, cohort, list, edit, lists, listed.ToAddAsync, lists.AddAsync, cancellationToken);

    private static Task<IResult> RemoveAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
        ListedIds listed,
        CancellationToken cancellationToken
    ) => ChangeAsync(context, cohort, list, edit, lists, listed.ToRemoveAsync, lists.RemoveAsync, cancellationToken);

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
        Func<ProjectId, IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyCollection<string>>> formsAsync,
        Func<ProjectId, Guid, IReadOnlyCollection<string>, CancellationToken, Task> changeAsync,
        CancellationToken cancellationToken
    )
    {
        var project = CohortEndpoints.Project(context).Id;
        var (row, refusal) = await FindAsync(project, cohort, list, cancellationToken);
        if (row is null)
            return refusal!;
        var (ids, errors) = await DistinctIds.ReadAsync(context.Request, cancellationToken);
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);
        await changeAsync(project, row.ListId, await formsAsync(project, ids, cancellationToken), cancellationToken);
        await edit.ListChangedAsync(row.Id, row.ListId, CancellationToken.None);
        return TypedResults.Json(CohortUpload.Of(ids.Count, await lists.LookAsync(project, row.ListId, cancellationToken)));
    }

    private static async Task<(CohortRow? Row, IResult? Refusal)> FindAsync(
        ProjectId project,
        string cohort,
        ListCohorts list,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(project, cohort, cancellationToken) is not { } row)
            return (null, CohortEndpoints.Unknown());
        using var definition = JsonDocument.Parse(row.Definition);
        return CohortAnswer.IsList(definition.RootElement)
            ? (row, null)
            : (
                null,
                ProblemAnswer.From(
                    new Problem(
                        409,
                        "no_list",
                        "This cohort is a rule, not a list.",
                        "Who is in it follows from its definition; GET …/persons lists them."
                    )
                )
            );
    }
}
