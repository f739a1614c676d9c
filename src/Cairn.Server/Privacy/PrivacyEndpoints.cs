using Cairn.Events;
using Cairn.Ingest.Steps;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Privacy;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Privacy;

/// <summary>Redaction and consent of a project. In the group of a project.</summary>
internal static class PrivacyEndpoints
{
    private const int CountedDays = 30;
    private const int MostDays = 400;

    public static IEndpointRouteBuilder MapPrivacy(this IEndpointRouteBuilder project)
    {
        var privacy = project.MapGroup("/privacy").RequireRole(Role.Admin).WithTags("Privacy");
        privacy
            .MapGet("/redaction", ReadAsync)
            .Produces<RedactionAnswer>()
            .WithSummary("What is redacted in events before they are stored");
        privacy
            .MapPut("/redaction", ChangeAsync)
            .Accepts<RedactionBody>("application/json")
            .Produces<RedactionAnswer>()
            .AuditAs("redaction.changed")
            .WithSummary("Choose what is redacted, from the next event on; what is stored stays");
        privacy
            .MapGet("/redaction/counts", CountsAsync)
            .Produces<RedactionCountsAnswer>()
            .WithSummary("How often something was redacted, or consent withheld, by detector, action and UTC day");
        privacy
            .MapPost("/redaction/preview", PreviewAsync)
            .Accepts<RedactionPreviewBody>("application/json")
            .Produces<RedactionPreviewAnswer>()
            .NotAudited("shows what would be stored, and keeps nothing")
            .WithSummary("What would be stored of this event? Nothing is");
        privacy.MapGet("/consent", ReadConsentAsync).Produces<ConsentAnswer>().WithSummary("Opt-out signals and cookieless ids");
        privacy
            .MapPut("/consent", ChangeConsentAsync)
            .Accepts<ConsentBody>("application/json")
            .Produces<ConsentAnswer>()
            .AuditAs("consent.changed")
            .WithSummary("Choose what opt-out signals do, and whether cookieless ids are taken");
        return project;
    }

    private static async Task<RedactionAnswer> ReadAsync(HttpContext context, EditPrivacy privacy, CancellationToken cancellationToken) =>
        RedactionAnswer.Of(await privacy.ReadAsync(Project(context), cancellationToken));

    private static async Task<IResult> ChangeAsync(HttpContext context, EditPrivacy privacy, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var policy = PolicyFields.Read(fields);
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var row = await privacy.ChangeAsync(Project(context), policy, By(context), cancellationToken);
        var note = context.AuditNote();
        foreach (var (detector, action) in PolicyText.Of(policy).Detectors)
            note.With(detector, action);
        note.With("distinctIds", policy.DistinctIds ? "hash" : "off")
            .With("denied", policy.Deny.Count.ToString())
            .With("allowed", policy.Allow.Count.ToString());
        return TypedResults.Json(RedactionAnswer.Of(row));
    }

    private static async Task<IResult> CountsAsync(
        HttpContext context,
        CountRedactions counts,
        int? days,
        CancellationToken cancellationToken
    )
    {
        if (days is < 1 or > MostDays)
            return ProblemAnswer.Invalid([new InputError("/days", "out_of_range", $"This must be a whole number from 1 to {MostDays}.")]);
        var asked = days ?? CountedDays;
        return TypedResults.Json(new RedactionCountsAnswer(asked, await counts.ReadAsync(Project(context), asked, cancellationToken)));
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext context,
        IngestSteps steps,
        WorkspaceAccess workspace,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var sent = fields.Raw("event");
        if (sent is null)
            fields.Fault("event", "required", "This field is missing.");
        var privacy = workspace.Current.PrivacyOf(Project(context));
        if (fields.Object("policy") is { } policy)
            privacy = privacy with { Redaction = PolicyFields.Read(policy) };
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || sent is not { } json)
            return ProblemAnswer.Invalid(fields.Errors);
        var now = time.GetUtcNow();
        var received = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var facts = new RequestFacts(Project(context), received, SentAt: null, UserAgent: null, context.Connection.RemoteIpAddress)
        {
            IsRehearsal = true,
            Privacy = privacy,
        };
        return TypedResults.Json(RedactionPreviewAnswer.Of(steps.Run(json, facts)));
    }

    private static async Task<ConsentAnswer> ReadConsentAsync(
        HttpContext context,
        EditPrivacy privacy,
        CancellationToken cancellationToken
    ) => ConsentAnswer.Of(await privacy.ReadAsync(Project(context), cancellationToken));

    private static async Task<IResult> ChangeConsentAsync(HttpContext context, EditPrivacy privacy, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var word = fields.RequiredText("signals", 20);
        var cookieless = fields.Flag("cookielessIds");
        fields.RefuseOthers();
        if (word is not null && PolicyJson.Signals(word) is null)
            fields.Fault("signals", "unknown_value", "Use ignore, withhold or cookieless.");
        if (cookieless is null && !fields.Errors.Any(e => e.Pointer == "/cookielessIds"))
            fields.Fault("cookielessIds", "required", "This field is missing.");
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var consent = new Events.Privacy.ConsentPolicy(PolicyJson.Signals(word)!.Value, cookieless!.Value);
        var row = await privacy.ChangeAsync(Project(context), consent, By(context), cancellationToken);
        context.AuditNote().With("signals", word!).With("cookielessIds", consent.CookielessIds ? "on" : "off");
        return TypedResults.Json(ConsentAnswer.Of(row));
    }

    private static ProjectId Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>().Id;

    private static string By(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Name;
}
