using System.Globalization;
using System.Text.Json;
using Cairn.Events;
using Cairn.Insights.Cohorts;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Store.Cohorts;
using Cairn.Workspace.Access;
using Cairn.Workspace.Cohorts;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Cohorts;

/// <summary>Named sets of persons, for filters. In the group of a project.</summary>
internal static class CohortEndpoints
{
    public static IEndpointRouteBuilder MapCohorts(this IEndpointRouteBuilder project)
    {
        var cohorts = project.MapGroup("/cohorts").WithTags("Cohorts");
        cohorts.MapGet("", ListAsync).Produces<Page<CohortAnswer>>().WithSummary("All cohorts by name");
        cohorts
            .MapPost("", CreateAsync)
            .AuditAs("cohort.created")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<CohortAnswer>(StatusCodes.Status201Created)
            .WithSummary("Make a cohort");
        cohorts
            .MapPost("/preview", PreviewAsync)
            .NotAudited("counts, and keeps nothing")
            .Accepts<JsonElement>("application/json")
            .Produces<CohortSize>()
            .WithSummary("How many persons meet a definition, without keeping it");
        cohorts.MapGet("/{cohort}", GetAsync).Produces<CohortAnswer>().WithSummary("One cohort, by key or id");
        cohorts
            .MapPut("/{cohort}", ChangeAsync)
            .AuditAs("cohort.changed")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<CohortAnswer>()
            .WithSummary("Change name, description and definition; the key stays");
        cohorts
            .MapDelete("/{cohort}", DeleteAsync)
            .AuditAs("cohort.deleted")
            .RequireRole(Role.Analyst)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Remove a cohort that no other cohort names");
        cohorts
            .MapPost("/{cohort}/refresh", RefreshAsync)
            .NotAudited("counts")
            .RequireRole(Role.Analyst)
            .Produces<CohortAnswer>()
            .WithSummary("Count its persons now and remember the number");
        cohorts.MapGet("/{cohort}/persons", PersonsAsync).Produces<CohortPersons>().WithSummary("Its persons now");
        cohorts.MapCohortLists();
        return project;
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListCohorts list, CancellationToken cancellationToken)
    {
        var rows = await list.AllAsync(Project(context).Id, cancellationToken);
        return TypedResults.Json(new Page<CohortAnswer>([.. rows.Select(CohortAnswer.Of)], Next: null));
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        CancellationToken cancellationToken
    ) =>
        await list.FindAsync(Project(context).Id, cohort, cancellationToken) is { } row
            ? TypedResults.Json(CohortAnswer.Of(row))
            : Unknown();

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        QuestionRunner runner,
        ListCohorts list,
        EditCohorts edit,
        CancellationToken cancellationToken
    )
    {
        var (question, errors, body) = await ReadAsync(context, runner, cancellationToken);
        var id = Guid.CreateVersion7();
        if (
            body is null
            || await CohortBody.ReadAsync(body.Value, question, runner, kept: null, id, cancellationToken) is not var (text, _)
        )
            return ProblemAnswer.Invalid(errors.Items);
        if ((await list.AllAsync(question.Project.Id, cancellationToken)).Count >= ListCohorts.Most)
            return ProblemAnswer.From(
                new Problem(
                    409,
                    "too_many_cohorts",
                    "This project has all the cohorts it may.",
                    $"{ListCohorts.Most:N0} are the limit: remove some."
                )
            );
        var row = await edit.CreateAsync(question.Project.Id, text, id, listId: id, By(context), cancellationToken);
        return row is null
            ? ProblemAnswer.From(new Problem(409, "key_taken", "Another cohort has this key.", $"Choose another key than \"{text.Key}\"."))
            : TypedResults.Created($"/api/projects/{question.Project.Slug}/cohorts/{row.Key}", CohortAnswer.Of(row));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        string cohort,
        QuestionRunner runner,
        ListCohorts list,
        EditCohorts edit,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(Project(context).Id, cohort, cancellationToken) is not { } kept)
            return Unknown();
        var (question, errors, body) = await ReadAsync(context, runner, cancellationToken);
        if (body is null || await CohortBody.ReadAsync(body.Value, question, runner, kept, kept.Id, cancellationToken) is not var (text, _))
            return ProblemAnswer.Invalid(errors.Items);
        return await edit.ChangeAsync(kept.Id, text, cancellationToken) is { } row ? TypedResults.Json(CohortAnswer.Of(row)) : Unknown();
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        string cohort,
        ListCohorts list,
        EditCohorts edit,
        CohortLists lists,
        CancellationToken cancellationToken
    )
    {
        var project = Project(context).Id;
        var rows = await list.AllAsync(project, cancellationToken);
        if (await list.FindAsync(project, cohort, cancellationToken) is not { } row)
            return Unknown();
        var users = rows.Where(r => r.Id != row.Id && CohortUses.Names(r.Definition, row)).Select(r => $"\"{r.Key}\"").ToArray();
        if (users.Length > 0)
            return ProblemAnswer.From(
                new Problem(
                    409,
                    "cohort_in_use",
                    "Other cohorts are defined by this one.",
                    $"Change these first: {string.Join(", ", users)}."
                )
            );
        await edit.DeleteAsync(row.Id, cancellationToken);
        await lists.DropAsync(project, row.ListId, CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext context,
        QuestionRunner runner,
        CohortMembersQuery members,
        CancellationToken cancellationToken
    )
    {
        var (question, errors, body) = await ReadAsync(context, runner, cancellationToken);
        if (body?.Object("definition")?.Required("definition") is not { } definition || errors.Any)
            return ProblemAnswer.Invalid(errors.Items);
        var stored = new StoredCohort(Guid.CreateVersion7(), "", "", definition.Element, Guid.Empty);
        var cohort = await CohortBody.ReadDefinitionAsync(definition, question, runner, stored, cancellationToken);
        return errors.Any
            ? ProblemAnswer.Invalid(errors.Items)
            : TypedResults.Json(new CohortSize(await members.CountAsync(question, cohort, cancellationToken), question.Now));
    }

    private static async Task<IResult> RefreshAsync(
        HttpContext context,
        string cohort,
        QuestionRunner runner,
        CohortMembersQuery members,
        ListCohorts list,
        EditCohorts edit,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(Project(context));
        if (await list.FindAsync(question.Project.Id, cohort, cancellationToken) is not { } row)
            return Unknown();
        if (Evaluate(question, row.Key, out var problem) is not { } known)
            return ProblemAnswer.From(problem!);
        var count = await members.CountAsync(question, known, cancellationToken);
        await edit.NoteCountAsync(row.Id, count, question.Now, cancellationToken);
        (row.Count, row.ComputedAt) = (count, question.Now);
        return TypedResults.Json(CohortAnswer.Of(row));
    }

    private static async Task<IResult> PersonsAsync(
        HttpContext context,
        string cohort,
        QuestionRunner runner,
        CohortMembersQuery members,
        ListCohorts list,
        int? limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > 1_000)
            return ProblemAnswer.Invalid([new InputError("/limit", "out_of_range", "This must be a whole number from 1 to 1,000.")]);
        var after = 0UL;
        if (cursor is not null && !ulong.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return ProblemAnswer.Invalid([new InputError("/cursor", "invalid_cursor", "Hand on the next of the page before, unchanged.")]);
        var question = runner.Ask(Project(context));
        if (await list.FindAsync(question.Project.Id, cohort, cancellationToken) is not { } row)
            return Unknown();
        if (Evaluate(question, row.Key, out var problem) is not { } known)
            return ProblemAnswer.From(problem!);
        return TypedResults.Json(await members.PageAsync(question, known, cursor is null ? null : after, limit ?? 100, cancellationToken));
    }

    /// <summary>The cohort as a question sees it; null with a problem when it names what is gone.</summary>
    private static Cohort? Evaluate(Question question, string key, out Problem? problem)
    {
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        var cohort = question.Cohorts!.Find(new SpecNode(JsonSerializer.SerializeToElement(key), "/cohort", errors));
        problem = cohort is null ? Problem.Invalid(errors.Items) : null;
        return cohort;
    }

    private static async Task<(Question Question, SpecErrors Errors, SpecNode? Body)> ReadAsync(
        HttpContext context,
        QuestionRunner runner,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(Project(context));
        var errors = new SpecErrors { Cohorts = question.Cohorts };
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return (question, errors, SpecBody.Read(body.GetBuffer().AsMemory(0, (int)body.Length), errors));
    }

    internal static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_cohort", "This project has no such cohort.", "GET …/cohorts lists them."));

    internal static ProjectContext Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>();

    private static string By(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Name;
}
