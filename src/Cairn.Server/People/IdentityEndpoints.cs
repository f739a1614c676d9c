using System.Globalization;
using System.Text;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;
using Cairn.Workspace.Roles;

namespace Cairn.Server.People;

/// <summary>Who was joined with whom, and why: the log, a preview, a merge by hand, an undo.</summary>
internal static class IdentityEndpoints
{
    private const int MaxDistinctId = 400;

    public static IEndpointRouteBuilder MapIdentities(this IEndpointRouteBuilder project)
    {
        var merges = project.MapGroup("/identity/merges").WithTags("Identities");
        merges.MapGet("", ListAsync).Produces<Page<MergeItem>>().WithSummary("Merges, refusals and undos, newest first");
        merges
            .MapPost("/preview", PreviewAsync)
            .NotAudited("changes nothing")
            .Produces<MergePreview>()
            .WithSummary("What a merge would do, without doing it");
        merges
            .MapPost("", MergeAsync)
            .AuditAs("persons.merged")
            .RequireRole(Role.Admin)
            .Produces<MergeItem>(StatusCodes.Status201Created)
            .WithSummary("Join one distinct id's person to another's");
        merges
            .MapPost("/{sequence}/undo", UndoAsync)
            .AuditAs("persons.parted")
            .RequireRole(Role.Admin)
            .Produces<MergeItem>()
            .WithSummary("Take a merge back; appends to the log");
        return project;
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        Identities identities,
        string? distinctId,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var before = (ulong)long.MaxValue;
        if (cursor is not null && !ulong.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return ProblemAnswer.Invalid([
                new InputError("/cursor", "invalid_cursor", "The cursor is not one this list gave; leave it out to start anew."),
            ]);
        if (limit is < 1 or > 200)
            return ProblemAnswer.Invalid([new InputError("/limit", "out_of_range", "This must be a whole number from 1 to 200.")]);
        var size = limit ?? 50;
        var entries = await identities.Log.PageAsync(
            Project(context),
            before,
            distinctId is null ? null : context.Features.GetRequiredFeature<ProjectContext>().StoredIds(distinctId),
            size + 1,
            cancellationToken
        );
        var page = entries.Take(size).Select(MergeItem.Of).ToList();
        return TypedResults.Json(
            new Page<MergeItem>(page, entries.Count > size ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null)
        );
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext context,
        Identities identities,
        PersonResolution resolution,
        ClickHouseClient client,
        MergedIds merged,
        CancellationToken cancellationToken
    )
    {
        var (request, errors) = await ReadAsync(context, merged, cancellationToken);
        if (request is null)
            return ProblemAnswer.Invalid(errors);
        var project = Project(context);
        var (from, into) = (identities.PersonOf(project, request.From), identities.PersonOf(project, request.Into));
        var rows = await client.QueryAsync(
            $"""
            SELECT {resolution.PersonOfEvent(project)} AS person, count(), uniqExact(distinct_id) FROM events
            WHERE project_id = {project} AND person IN ({from}, {into}) GROUP BY person
            """,
            QueryLimits.Interactive,
            cancellationToken
        );
        var known = rows.ToDictionary(r => r.UInt64(0), r => (Events: r.Int64(1), DistinctIds: r.Int64(2)));
        return TypedResults.Json(
            new MergePreview(
                IdentityLogWords.Of(identities.Judge(project, request)),
                Side(request.From, from),
                Side(request.Into, into),
                into.ToString()
            )
        );

        PersonSide Side(string distinctId, PersonId person) =>
            new(
                distinctId,
                person.ToString(),
                known.GetValueOrDefault(person.Value).Events,
                known.GetValueOrDefault(person.Value).DistinctIds
            );
    }

    private static async Task<IResult> MergeAsync(
        HttpContext context,
        CarryOut carryOut,
        MergedIds merged,
        CancellationToken cancellationToken
    )
    {
        var (request, errors) = await ReadAsync(context, merged, cancellationToken);
        if (request is null)
            return ProblemAnswer.Invalid(errors);
        return TypedResults.Json(
            await carryOut.RunAsync(Project(context), new IdentityCommand(request.From, request.Into, 0), cancellationToken),
            statusCode: StatusCodes.Status201Created
        );
    }

    private static async Task<IResult> UndoAsync(
        HttpContext context,
        ulong sequence,
        CarryOut carryOut,
        CancellationToken cancellationToken
    )
    {
        var done = await carryOut.RunAsync(Project(context), new IdentityCommand("", "", sequence), cancellationToken);
        return done.Outcome == "undone"
            ? TypedResults.Json(done)
            : ProblemAnswer.From(
                new Problem(
                    404,
                    "unknown_merge",
                    "There is no such merge to undo.",
                    "GET …/identity/merges lists merges; each can be undone once."
                )
            );
    }

    private static async Task<(IdentityRequest? Request, IReadOnlyList<InputError> Errors)> ReadAsync(
        HttpContext context,
        MergedIds merged,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var (from, into) = (fields.RequiredText("from", MaxDistinctId), fields.RequiredText("into", MaxDistinctId));
        fields.RefuseOthers();
        if (fields.Errors.Count == 0)
            (from, into) = await merged.StoredAsync(Project(context), from!, into!, cancellationToken);
        if (from is not null && from == into)
            fields.Fault("into", "same_id", "from and into are the same distinct id.");
        return fields.Errors.Count == 0 ? (new IdentityRequest(IdentityKind.Merge, from!, into!, 0), []) : (null, fields.Errors);
    }

    private static ProjectId Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;
}

/// <summary>Takes an administrator's word on identities through the log, like an event, and waits until it has taken effect.</summary>
internal sealed class CarryOut(EventSpool spool, SpoolDrain drain, Identities identities, TimeProvider time)
{
    public async Task<MergeItem> RunAsync(ProjectId project, IdentityCommand command, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var e = new Event
        {
            Id = Guid.CreateVersion7(now),
            HasClientId = false,
            Project = project,
            Name = "$merge",
            DistinctId = command.Into.Length == 0 ? "$server" : command.Into,
            Timestamp = now,
            ReceivedAt = now,
            Properties = Encoding.UTF8.GetBytes("{}"),
            Command = command,
        };
        var sequence = (await spool.AppendAsync([e])).FirstSequence;
        await drain.WaitUntilDrainedAsync(cancellationToken);
        var log = await identities.Log.PageAsync(project, sequence + 1, about: null, limit: 1, cancellationToken);
        return log.Count > 0 && log[0].Sequence == sequence
            ? MergeItem.Of(log[0])
            : new MergeItem(sequence, now, "merge", command.From, command.Into, "already_one", null, e.Id);
    }
}

/// <summary>A line of the log.</summary>
/// <param name="Sequence">Names it within the project; an undo takes it.</param>
/// <param name="Undoes">For an undo: the sequence of the merge it took back.</param>
internal sealed record MergeItem(
    ulong Sequence,
    DateTimeOffset At,
    string Kind,
    string From,
    string Into,
    string Outcome,
    ulong? Undoes,
    Guid EventId
)
{
    public static MergeItem Of(IdentityEntry entry) =>
        new(
            entry.Sequence,
            entry.At,
            IdentityLogWords.Of(entry.Kind),
            entry.From,
            entry.Into,
            IdentityLogWords.Of(entry.Outcome),
            entry.Undoes == 0 ? null : entry.Undoes,
            entry.EventId
        );
}

/// <summary>What a merge would come to.</summary>
/// <param name="PersonId">Whom both would be.</param>
internal sealed record MergePreview(string Outcome, PersonSide From, PersonSide Into, string PersonId);

/// <summary>One side of a merge as it is now.</summary>
internal sealed record PersonSide(string DistinctId, string PersonId, long Events, long DistinctIds);
