using System.Threading.RateLimiting;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Server.Access;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;

namespace Cairn.Server.Boards;

/// <summary>Boards for whoever has a public link. No account is looked at and no role given: the token names a board, and only that board's own questions
/// are answered. Nothing that the caller sends besides the token and a tile's id is read.</summary>
internal static class SharedEndpoints
{
    private const string Policy = "shared";

    /// <summary>Per minute and address. A board of 20 tiles asks 21 times when it opens, and as often at each refresh.</summary>
    private const int RequestsPerMinute = 600;

    public static IServiceCollection AddSharedBoards(this IServiceCollection services) =>
        services
            .AddSingleton<BoardBody>()
            .AddSingleton<SharedAnswers>()
            .AddRateLimiter(options =>
                options.AddPolicy(
                    Policy,
                    context =>
                        RateLimitPartition.GetFixedWindowLimiter(
                            context.Connection.RemoteIpAddress,
                            _ => new FixedWindowRateLimiterOptions { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) }
                        )
                )
            );

    public static void MapSharedBoards(this IEndpointRouteBuilder routes)
    {
        var shared = routes.MapGroup("/api/shared/{token}").OpenToEverybody().RequireRateLimiting(Policy).WithTags("Shared boards");
        shared.MapGet("", GetAsync).Produces<SharedBoard>().WithSummary("The board behind a public link");
        shared.MapGet("/tiles/{tileId}/answer", AnswerAsync).Produces<AnyAnswer>().WithSummary("The answer of one of its tiles");
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string token,
        BoardLinks links,
        WorkspaceAccess workspace,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        if (await OpenAsync(context, token, links, workspace, cancellationToken) is not var (board, project))
            return Unknown();
        var ids = board.ReadTiles().Select(t => t.ReportId).OfType<Guid>().ToHashSet();
        return TypedResults.Json(SharedBoard.Of(board, project, await reports.OfAsync(project.Id, ids, cancellationToken)));
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        string token,
        string tileId,
        BoardLinks links,
        WorkspaceAccess workspace,
        ListReports reports,
        SharedAnswers answers,
        CancellationToken cancellationToken
    )
    {
        if (await OpenAsync(context, token, links, workspace, cancellationToken) is not var (board, project))
            return Unknown();
        var (report, problem) = await TileEndpoints.ReportOfAsync(project.Id, board, tileId, reports, cancellationToken);
        if (report is null)
            return ProblemAnswer.From(problem!);
        return await answers.FindAsync(project.Context, board, report, cancellationToken) is { } json
            ? TypedResults.Bytes(json, "application/json; charset=utf-8")
            : ProblemAnswer.From(
                new Problem(422, "not_answered", "This report cannot be answered any more.", "Whoever shared the board can mend it.")
            );
    }

    private static async Task<(Board Board, KnownProject Project)?> OpenAsync(
        HttpContext context,
        string token,
        BoardLinks links,
        WorkspaceAccess workspace,
        CancellationToken cancellationToken
    )
    {
        // A link that is revoked must not live on in a cache; a token must not travel on in a Referer.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return
            await links.OpenAsync(token, cancellationToken) is { } board
            && workspace.Current.Projects.FirstOrDefault(p => (int)p.Id.Value == board.ProjectId) is { } project
            ? (board, project)
            : null;
    }

    /// <summary>The same for a token that never was, was revoked, or whose board or project is gone.</summary>
    private static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_link", "This link opens nothing.", "Ask whoever gave it to you for a new one."));
}
