using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Erasing;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Erasing;

/// <summary>Erasures: tried, asked for, watched, and proven.</summary>
internal static class ErasureEndpoints
{
    public static IEndpointRouteBuilder MapErasures(this IEndpointRouteBuilder project)
    {
        var erasures = project.MapGroup("/privacy/erasures").RequireRole(Role.Admin).WithTags("Erasure");
        erasures
            .MapPost("", AskAsync)
            .AuditAs("erasure.asked")
            .Accepts<ErasureBody>("application/json")
            .Produces<ErasureAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Erase a person: every row, file and key. Cannot be undone");
        erasures
            .MapPost("/preview", PreviewAsync)
            .NotAudited("Only counts rows.")
            .Accepts<PersonBody>("application/json")
            .Produces<ErasurePreview>()
            .WithSummary("What an erasure would take, without doing it");
        erasures.MapGet("", ListAsync).Produces<Page<ErasureAnswer>>().WithSummary("Erasures, newest first, up to 200");
        erasures.MapGet("/{id:guid}", FindAsync).Produces<ErasureAnswer>().WithSummary("How far an erasure is");
        erasures.MapGet("/{id:guid}/receipt", ReceiptAsync).Produces<SignedReceipt>().WithSummary("The signed receipt of one that is done");
        ReceiptEndpoints.Map(project);
        return project;
    }

    private static async Task<IResult> AskAsync(
        HttpContext context,
        Erasures erasures,
        RunErasures run,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var (distinctId, personId) = ReadPerson(fields);
        var (reason, block) = (fields.Text("reason", 500), fields.Flag("blockFuture") ?? false);
        fields.RefuseOthers();
        if (reason is not null && distinctId is not null && NamesId.In(reason, [distinctId]))
            fields.Fault("reason", "names_person", "The reason is kept, so it must not name the person.");
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var now = time.GetUtcNow();
        var erasure = new Erasure(
            Guid.CreateVersion7(now),
            ProjectOf(context),
            ErasureState.Asked,
            reason,
            block,
            context.Features.GetRequiredFeature<Caller>().Name,
            now,
            null,
            null,
            0,
            null,
            null,
            new ErasureSubjects(distinctId, personId, [], [], []),
            null,
            [],
            null,
            [],
            null
        );
        await erasures.SaveAsync(erasure, cancellationToken);
        run.Wake();
        context.AuditNote().On("erasure", erasure.Id).With("blockFuture", block);
        context.Response.Headers.Location = $"{context.Request.Path}/{erasure.Id}";
        return TypedResults.Json(Shown(erasure), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, PreviewErasure preview, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var (distinctId, personId) = ReadPerson(fields);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        return await preview.RunAsync(ProjectOf(context), distinctId, personId, cancellationToken) is { } found
            ? TypedResults.Json(found)
            : ProblemAnswer.From(
                new Problem(404, "unknown_person", "Nothing is stored of such a person.", "Check the id; it is compared letter by letter.")
            );
    }

    private static async Task<IResult> ListAsync(HttpContext context, Erasures erasures, CancellationToken cancellationToken) =>
        TypedResults.Json(
            new Page<ErasureAnswer>([.. (await erasures.ListAsync(ProjectOf(context), cancellationToken)).Select(Shown)], null)
        );

    private static async Task<IResult> FindAsync(HttpContext context, Guid id, Erasures erasures, CancellationToken cancellationToken) =>
        await erasures.FindAsync(ProjectOf(context), id, cancellationToken) is { } erasure ? TypedResults.Json(Shown(erasure)) : Unknown();

    private static async Task<IResult> ReceiptAsync(HttpContext context, Guid id, Erasures erasures, CancellationToken cancellationToken)
    {
        if (await erasures.FindAsync(ProjectOf(context), id, cancellationToken) is not { } erasure)
            return Unknown();
        if (erasure is not { State: ErasureState.Done, Receipt: { } receipt })
            return ProblemAnswer.From(
                new Problem(409, "erasure_not_done", "The erasure is not done yet.", $"It is {erasure.State.Word()}; ask again later.")
            );
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"erasure-{id}.json\"";
        return TypedResults.Json(JsonDocument.Parse(receipt).RootElement);
    }

    /// <summary>Exactly one of both.</summary>
    internal static (string? DistinctId, ulong? PersonId) ReadPerson(JsonFields fields)
    {
        var (distinctId, person) = (fields.Text("distinctId", 400), fields.Text("personId", 20));
        ulong? id = null;
        if (person is not null)
        {
            if (ulong.TryParse(person, System.Globalization.CultureInfo.InvariantCulture, out var number))
                id = number;
            else
                fields.Fault("personId", "invalid_value", "A person's id has digits only; send other ids as distinctId.");
        }

        if (distinctId is "")
            fields.Fault("distinctId", "required", "This must not be empty.");
        if (fields.Errors.Count == 0 && (distinctId is null) == (id is null))
            fields.Fault("distinctId", "one_of", "Name the person by distinctId or by personId, one of the two.");
        return (distinctId, id);
    }

    private static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_erasure", "There is no such erasure.", "GET …/privacy/erasures lists them."));

    private static ProjectId ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;

    private static ErasureAnswer Shown(Erasure e) =>
        new(
            e.Id,
            e.State.Word(),
            e.Reason,
            e.BlockFuture,
            e.AskedBy,
            e.AskedAt,
            e.StartedAt,
            e.FinishedAt,
            e.Attempts,
            e.NextTryAt,
            e.Error,
            e.Hashes.Count,
            e.Counts,
            e.Keys.Count
        );
}

/// <summary>One of both.</summary>
internal sealed record PersonBody(string? DistinctId, string? PersonId);

/// <param name="Reason">Kept; must not name the person.</param>
/// <param name="BlockFuture">Also refuse what is sent of these ids from now on.</param>
internal sealed record ErasureBody(string? DistinctId, string? PersonId, string? Reason, bool? BlockFuture);

/// <param name="State">asked, running, waiting_for_backups, done or failed; a failed one is tried again at <paramref name="NextTryAt"/>.</param>
/// <param name="Ids">Ids that led to the person; 0 until they were looked up.</param>
/// <param name="Removed">By table or kind of file; null until it was counted.</param>
internal sealed record ErasureAnswer(
    Guid Id,
    string State,
    string? Reason,
    bool BlockFuture,
    string AskedBy,
    DateTimeOffset AskedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int Attempts,
    DateTimeOffset? NextTryAt,
    string? Error,
    int Ids,
    IReadOnlyDictionary<string, long>? Removed,
    int KeysDestroyed
);
