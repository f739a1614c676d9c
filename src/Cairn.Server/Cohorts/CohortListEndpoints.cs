using System.Text;
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
        await lists.AddAsync(project, next, ids, cancellationToken);
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
        CancellationToken cancellationToken
    ) => ChangeAsync(context, cohort, list, edit, lists, lists.AddAsync, cancellationToken);

    private static Task<IResult> RemoveAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
        CancellationToken cancellationToken
    ) => ChangeAsync(context, cohort, list, edit, lists, lists.RemoveAsync, cancellationToken);

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
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
        await changeAsync(project, row.ListId, ids, cancellationToken);
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

/// <summary>Reads an upload of distinct ids.</summary>
internal static class DistinctIds
{
    private const int MaxLength = 400;

    /// <summary>Different ids in the order given, blank lines and a heading <c>distinct_id</c> left out; or every fault found, the first 50.</summary>
    public static async Task<(IReadOnlyCollection<string> Ids, IReadOnlyList<InputError> Errors)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new List<InputError>();
        var ids = new HashSet<string>();
        if (request.HasJsonContentType())
        {
            using var document = await JsonFields.ParseAsync(request.Body, options: default, cancellationToken);
            var (root, at) = (document.RootElement, "");
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("distinctIds", out var inner))
                (root, at) = (inner, "/distinctIds");
            if (root.ValueKind != JsonValueKind.Array)
                return ([], [new InputError(at, "wrong_type", "This must be a list of distinct ids.")]);
            foreach (var (item, i) in root.EnumerateArray().Select((e, i) => (e, i)))
                Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : "", $"{at}/{i}");
            return (ids, errors);
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            var id = FirstColumn(text);
            if (id.Length > 0 && !(line == 1 && id is "distinct_id" or "distinctId"))
                Add(id, $"/{line}");
        }

        return (ids, errors);

        void Add(string id, string pointer)
        {
            if (id.Length is 0 or > MaxLength || id.Contains('\0'))
            {
                if (errors.Count < 50)
                    errors.Add(new InputError(pointer, "invalid_distinct_id", $"A distinct id is a text of 1 to {MaxLength} characters."));
            }
            else
            {
                ids.Add(id);
            }
        }
    }

    /// <summary>Up to the first comma, or what stands in quotes with doubled ones for one.</summary>
    private static string FirstColumn(string line)
    {
        line = line.Trim();
        if (!line.StartsWith('"'))
            return line.Split(',')[0].Trim();
        var id = new StringBuilder();
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '"' && !(i + 1 < line.Length && line[i + 1] == '"'))
                break;
            if (line[i] == '"')
                i++;
            id.Append(line[i]);
        }

        return id.ToString();
    }
}
