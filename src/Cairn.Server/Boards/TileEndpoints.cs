using System.Text.Json;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Query.Spec;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Problems;
using Cairn.Server.Reports;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Boards;

/// <summary>A board's tiles: one more, and the answer to one.</summary>
internal static class TileEndpoints
{
    /// <summary>Of one appending, when others change the board at the same time.</summary>
    private const int MostTries = 10;

    public static void MapTiles(this IEndpointRouteBuilder boards)
    {
        boards
            .MapPost("/{id:guid}/tiles", AppendAsync)
            .NotAudited("the board says who changed it last")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<BoardAnswer>(StatusCodes.Status201Created)
            .WithSummary("Add one tile; without a layout it goes where there is room");
        boards
            .MapGet("/{id:guid}/tiles/{tileId}/answer", AnswerAsync)
            .Produces<AnyAnswer>()
            .WithSummary("A tile's report under the board's range and filter");
        boards
            .MapPost("/{id:guid}/tiles/{tileId}/answer", AnswerWithAsync)
            .NotAudited("asks a question")
            .Produces<AnyAnswer>()
            .WithSummary("The same; a body { range?, filter? } takes the place of the board's own");
    }

    private static async Task<IResult> AppendAsync(
        HttpContext context,
        Guid id,
        BoardBody body,
        ListBoards list,
        EditBoards edit,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var project = BoardEndpoints.Project(context);
        var errors = new SpecErrors();
        var root = await BoardBody.RootAsync(context.Request, errors, cancellationToken);
        if (root is not { } node)
            return ProblemAnswer.Invalid(errors.Items);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await list.FindAsync(project.Id, id, cancellationToken) is not { } board)
                return BoardEndpoints.Unknown();
            var tiles = board.ReadTiles();
            var (tile, faults) = await body.ReadTileAsync(node.Element, project, tiles, cancellationToken);
            if (tile is null)
                return ProblemAnswer.Invalid(faults);
            var text = new BoardText(board.Name, board.Description, board.ReadSettings(), [.. tiles, tile]);
            if (await edit.ChangeAsync(id, board.Version, text, BoardEndpoints.By(context), cancellationToken) is { } changed)
                return await BoardEndpoints.CreatedAsync(context, changed, reports, cancellationToken);
        }

        return ProblemAnswer.From(
            new Problem(409, "version_conflict", "Others keep changing the board.", "Add the tile again in a moment.")
        );
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        Guid id,
        string tileId,
        AnswerQuestion answer,
        ListBoards list,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var (report, settings, refusal) = await FindAsync(context, id, tileId, list, reports, cancellationToken);
        return refusal ?? await LaidAsync(context, report!, settings!.Range, settings.Filter, answer, cancellationToken);
    }

    private static async Task<IResult> AnswerWithAsync(
        HttpContext context,
        Guid id,
        string tileId,
        BoardBody body,
        AnswerQuestion answer,
        ListBoards list,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var (report, settings, refusal) = await FindAsync(context, id, tileId, list, reports, cancellationToken);
        if (refusal is not null)
            return refusal;
        var (range, filter, isGiven, errors) = await body.ReadOverlayAsync(
            context.Request,
            BoardEndpoints.Project(context),
            cancellationToken
        );
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);
        return isGiven
            ? await LaidAsync(context, report!, range, filter, answer, cancellationToken)
            : await LaidAsync(context, report!, settings!.Range, settings.Filter, answer, cancellationToken);
    }

    private static Task<IResult> LaidAsync(
        HttpContext context,
        Report report,
        JsonElement? range,
        JsonElement? filter,
        AnswerQuestion answer,
        CancellationToken cancellationToken
    ) => answer.RespondAsync(context, QuestionOverlay.Lay(ReportAnswer.Parse(report.Query), range, filter), cancellationToken);

    private static async Task<(Report? Report, BoardSettings? Settings, IResult? Refusal)> FindAsync(
        HttpContext context,
        Guid id,
        string tileId,
        ListBoards list,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var project = BoardEndpoints.Project(context).Id;
        if (await list.FindAsync(project, id, cancellationToken) is not { } board)
            return (null, null, BoardEndpoints.Unknown());
        var (report, problem) = await ReportOfAsync(project, board, tileId, reports, cancellationToken);
        return (report, board.ReadSettings(), problem is null ? null : ProblemAnswer.From(problem));
    }

    /// <summary>The report of a tile, or why there is none.</summary>
    internal static async Task<(Report? Report, Problem? Problem)> ReportOfAsync(
        ProjectId project,
        Board board,
        string tileId,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        if (board.ReadTiles().FirstOrDefault(t => t.Id == tileId) is not { } tile)
            return (null, new Problem(404, "unknown_tile", "The board has no such tile.", "Load the board anew."));
        if (tile.ReportId is not { } id)
            return (null, new Problem(404, "no_question", "This tile is a text.", "Only report tiles are answered."));
        return await reports.FindAsync(project, id, cancellationToken) is { } report
            ? (report, null)
            : (null, new Problem(404, "report_removed", "The report of this tile was removed.", "Take the tile off the board."));
    }
}
