using System.Globalization;
using System.Text.Json.Serialization;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Ingesting;

/// <summary>Acknowledged events that the store refused for good: listed with the reason, sent again once the cause is mended.</summary>
internal static class DeadLetterEndpoints
{
    private const int MaxPage = 200;

    public static IEndpointRouteBuilder MapDeadLetters(this IEndpointRouteBuilder project)
    {
        var letters = project.MapGroup("/dead-letters").RequireRole(Role.Admin).WithTags("Dead letters");
        letters.MapGet("", List).Produces<Page<DeadLetter>>().WithSummary("Events the store refused, oldest first");
        letters
            .MapPost("/{sequence}/replay", ReplayAsync)
            .AuditAs("dead_letter.replayed")
            .Produces<Replayed>()
            .WithSummary(
                "Send one to the store again; stored once however often it is replayed. Refused again: 409, and a new dead letter in place of this one"
            );
        return project;
    }

    private static IResult List(HttpContext context, DeadLetters letters, string? cursor)
    {
        ulong after = 0;
        if (cursor is not null && !ulong.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return ProblemAnswer.Invalid([
                new InputError("/cursor", "invalid_cursor", "The cursor is not one this list gave; leave it out to start anew."),
            ]);
        var project = context.Features.GetRequiredFeature<ProjectContext>().Id;
        var items = letters.List(after, project).Take(MaxPage + 1).ToList();
        var page = items.Take(MaxPage).ToList();
        return TypedResults.Json(
            new Page<DeadLetter>(page, items.Count > MaxPage ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null)
        );
    }

    private static async Task<IResult> ReplayAsync(
        HttpContext context,
        ulong sequence,
        ReplayDeadLetter replay,
        CancellationToken cancellationToken
    )
    {
        var project = context.Features.GetRequiredFeature<ProjectContext>().Id;
        return await replay.RunAsync(project, sequence, cancellationToken) switch
        {
            Replay.Stored => TypedResults.Json(new Replayed(sequence)),
            Replay.RefusedAgain(var letter) => ProblemAnswer.From(RefusedAgain(letter)),
            _ => ProblemAnswer.From(
                new Problem(404, "unknown_dead_letter", "There is no such dead letter.", "It may have been replayed already.")
            ),
        };
    }

    /// <param name="Sequence">Of the letter that is no more.</param>
    private sealed record Replayed([property: JsonPropertyName("replayed")] ulong Sequence);

    private static Problem RefusedAgain(DeadLetter letter) =>
        new(
            409,
            "refused_again",
            "The store refused the event again.",
            $"Its dead letter is now {letter.Sequence.ToString(CultureInfo.InvariantCulture)}, with the reason of this time; mend the cause and replay that one."
        );
}
