using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keeping;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keeping;

/// <summary>How long events are kept: the rules, what they would delete, a run now.</summary>
internal static class RetentionEndpoints
{
    /// <summary>Between saving rules that take more and the first deletion by them.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromHours(24);

    public static IEndpointRouteBuilder MapRetention(this IEndpointRouteBuilder project)
    {
        var retention = project.MapGroup("/privacy/retention").RequireRole(Role.Admin).WithTags("Retention of events");
        retention.MapGet("", ReadAsync).Produces<RetentionAnswer>().WithSummary("How long events are kept, the last run and the next");
        retention
            .MapPut("", SaveAsync)
            .AuditAs("retention.changed")
            .Accepts<RetentionBody>("application/json")
            .Produces<RetentionAnswer>()
            .WithSummary("Set how long events are kept; deletion begins a day later at the earliest");
        retention
            .MapPost("/preview", PreviewAsync)
            .NotAudited("It only counts.")
            .Accepts<RetentionBody>(isOptional: true, "application/json")
            .Produces<RetentionPreview>()
            .WithSummary("What rules would delete now: those of the body, or the saved ones without a body");
        retention
            .MapPost("/run", RunAsync)
            .AuditAs("retention.asked")
            .Produces<RetentionAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Apply the rules now instead of at night");
        return project;
    }

    private static async Task<IResult> ReadAsync(HttpContext context, TellRetention tell, CancellationToken cancellationToken) =>
        TypedResults.Json(await tell.RunAsync(ProjectOf(context), cancellationToken));

    private static async Task<IResult> SaveAsync(
        HttpContext context,
        RetentionRules saved,
        PreviewRules preview,
        PreviewToken token,
        TellRetention tell,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var project = ProjectOf(context);
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var rules = RetentionFields.Read(fields);
        var seen = fields.Text("preview", 4000);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var (now, old) = (time.GetUtcNow(), await saved.FindAsync(project.Id, cancellationToken));
        var takesMore = rules.TakesMoreThan(old?.Rules ?? KeepRules.Everything);
        if (takesMore && (seen is null || !token.IsOf(seen, project.Id, rules)))
        {
            var (count, _) = await preview.RunAsync(project.Id, rules, cancellationToken);
            if (count.Events > 0)
                return ProblemAnswer.From(NeedsPreview(count.Events, seen));
        }

        context.AuditNote().On("retention").With("keepDays", rules.KeepDays?.ToString() ?? "for ever").With("archive", rules.Archive);
        context
            .AuditNote()
            .With("events", string.Join(", ", rules.Events.Select(e => $"{e.Event}: {e.KeepDays?.ToString() ?? "for ever"}")));
        await saved.SaveAsync(
            new SavedRules(
                project.Id,
                rules,
                takesMore ? old?.Rules ?? KeepRules.Everything : null,
                now,
                context.Features.GetRequiredFeature<Caller>().Name,
                // What takes less holds at once; what is still within its day of grace stays there.
                takesMore ? now + _grace : old?.NotBefore ?? now
            ),
            cancellationToken
        );
        return TypedResults.Json(await tell.RunAsync(project, cancellationToken));
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext context,
        RetentionRules saved,
        PreviewRules preview,
        PreviewToken token,
        CancellationToken cancellationToken
    )
    {
        var project = ProjectOf(context);
        var old = (await saved.FindAsync(project.Id, cancellationToken))?.Rules ?? KeepRules.Everything;
        var rules = old;
        if (context.Request.ContentLength > 0 || context.Request.ContentType is not null)
        {
            var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
            if (!fields.IsEmpty)
                rules = RetentionFields.Read(fields);
            fields.RefuseOthers();
            if (fields.Errors.Count > 0)
                return ProblemAnswer.Invalid(fields.Errors);
        }

        var (count, cutoffs) = await preview.RunAsync(project.Id, rules, cancellationToken);
        var (text, expiresAt) = token.Make(project.Id, rules);
        return TypedResults.Json(
            new RetentionPreview(
                text,
                expiresAt,
                count.Events,
                count.Persons,
                count.Oldest,
                count.Newest,
                count.Bytes,
                count.Events > 0 && rules.TakesMoreThan(old),
                count.Names,
                PreviewRules.Changes(count, cutoffs)
            )
        );
    }

    private static async Task<IResult> RunAsync(
        HttpContext context,
        RetentionRules saved,
        RunRetention run,
        TellRetention tell,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var project = ProjectOf(context);
        if (await saved.FindAsync(project.Id, cancellationToken) is not { Rules.HasLimit: true } rules)
            return ProblemAnswer.From(
                new Problem(409, "nothing_to_delete", "The project keeps everything.", "Set how long events are kept first.")
            );
        if (time.GetUtcNow() < rules.NotBefore)
            return ProblemAnswer.From(
                new Problem(
                    409,
                    "within_grace",
                    "The rules are too new.",
                    $"They can be taken back until {rules.NotBefore.UtcDateTime:yyyy-MM-dd HH:mm} UTC; nothing is deleted before."
                )
            );
        run.Ask(project.Id, context.Features.GetRequiredFeature<Caller>().Name);
        return TypedResults.Json(await tell.RunAsync(project, cancellationToken), statusCode: StatusCodes.Status202Accepted);
    }

    private static Problem NeedsPreview(long events, string? seen) =>
        new(
            409,
            "preview_needed",
            "The rules would delete events that nobody has looked at.",
            (seen is null ? "" : "The token is not of these rules, or older than 15 minutes. ")
                + $"{events} events would go. Ask …/privacy/retention/preview with the same rules, look, and send its token as preview."
        );

    private static ProjectContext ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>();
}
