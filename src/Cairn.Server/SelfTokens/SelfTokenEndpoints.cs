using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Store.Identity;
using Cairn.Workspace.Access;
using Cairn.Workspace.SelfTokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Server.SelfTokens;

/// <summary>Tokens with which one person reads their own analytics, in a project's group.</summary>
internal static class SelfTokenEndpoints
{
    private const int MaxDistinctId = 400;
    private static readonly TimeSpan _usual = TimeSpan.FromHours(1);

    public static IEndpointRouteBuilder MapSelfTokens(this IEndpointRouteBuilder project)
    {
        var tokens = project.MapGroup("/self-tokens").WithTags("Self tokens").RequireRole(OpenSelfToken.Least);
        tokens
            .MapPost("", Create)
            .AuditAs("self_token.created")
            .Accepts<SelfTokenBody>("application/json")
            .Produces<SelfTokenAnswer>(StatusCodes.Status201Created)
            .WithSummary("Make a token with which one person reads their own analytics");
        tokens.MapDelete("", EndAsync).AuditAs("self_tokens.ended").WithSummary("End every token for single persons of this project");
        return project;
    }

    private static async Task<IResult> Create(HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var project = context.Features.GetRequiredFeature<ProjectAccess>().Project;
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var distinctId = fields.RequiredText("distinctId", MaxDistinctId);
        var (least, most) = ((int)SignSelfToken.Shortest.TotalSeconds, (int)SignSelfToken.Longest.TotalSeconds);
        var seconds = fields.Whole("expiresInSeconds", least, most) ?? (int)_usual.TotalSeconds;
        fields.RefuseOthers();
        if (distinctId is not null && PlaceholderIds.Contains(distinctId))
            fields.Fault("distinctId", "placeholder_id", "Clients send this id for people they do not know, so it is not one person's.");
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() + seconds);
        context.AuditNote().With("expiresAt", expiresAt.ToString("O"));
        context.Response.Headers.CacheControl = "no-store";
        var token = SignSelfToken.Run(project, context.Features.GetRequiredFeature<Caller>(), distinctId!, expiresAt);
        return TypedResults.Json(new SelfTokenAnswer(token, expiresAt), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<NoContent> EndAsync(HttpContext context, EndSelfTokens end, CancellationToken cancellationToken)
    {
        await end.RunAsync(context.Features.GetRequiredFeature<ProjectAccess>().Project.Id, cancellationToken);
        return TypedResults.NoContent();
    }

    private sealed record SelfTokenBody(string DistinctId, int? ExpiresInSeconds = null);

    /// <param name="Token">Sent as <c>Authorization: Bearer cst_…</c>.</param>
    private sealed record SelfTokenAnswer(string Token, DateTimeOffset ExpiresAt);
}
