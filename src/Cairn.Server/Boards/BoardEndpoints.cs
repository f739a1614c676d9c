using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Reports;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Boards;

/// <summary>Boards of saved reports and texts. In the group of a project.</summary>
internal static class BoardEndpoints
{
    public static IEndpointRouteBuilder MapBoards(this IEndpointRouteBuilder project)
    {
        var boards = project.MapGroup("/boards").WithTags("Boards");
        boards.MapGet("", ListAsync).Produces<Page<ListedBoard>>().WithSummary("Boards, newest first");
        boards
            .MapPost("", CreateAsync)
            .AuditAs("board.created")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<BoardAnswer>(StatusCodes.Status201Created)
            .WithSummary("Make a board");
        boards.MapGet("/{id:guid}", GetAsync).Produces<BoardAnswer>().WithSummary("One board with its tiles");
        boards
            .MapPut("/{id:guid}", ChangeAsync)
            .NotAudited("the board says who changed it last")
            .RequireRole(Role.Analyst)
            .Accepts<JsonElement>("application/json")
            .Produces<BoardAnswer>()
            .Produces<BoardConflict>(StatusCodes.Status409Conflict, Problem.ContentType)
            .WithSummary("Make the next version; names the version it is based on");
        boards
            .MapDelete("/{id:guid}", DeleteAsync)
            .AuditAs("board.deleted")
            .RequireRole(Role.Analyst)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Remove a board; its public links open nothing from now on");
        boards
            .MapPost("/{id:guid}/duplicate", DuplicateAsync)
            .AuditAs("board.created")
            .RequireRole(Role.Analyst)
            .Produces<BoardAnswer>(StatusCodes.Status201Created)
            .WithSummary("A new board with the same tiles and settings");
        boards.MapTiles();
        boards.MapLinks();
        return project;
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ListBoards list,
        Guid? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > 500)
            return ProblemAnswer.Invalid([new InputError("/limit", "out_of_range", "This must be a whole number from 1 to 500.")]);
        var size = limit ?? 100;
        var page = await list.PageAsync(Project(context).Id, cursor, size + 1, cancellationToken);
        var items = page.Take(size).Select(b => ListedBoard.Of(b.Board, b.IsShared)).ToArray();
        return TypedResults.Json(new Page<ListedBoard>(items, page.Count > size ? items[^1].Id.ToString() : null));
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        Guid id,
        ListBoards list,
        ListReports reports,
        CancellationToken cancellationToken
    ) =>
        await list.FindAsync(Project(context).Id, id, cancellationToken) is { } board
            ? TypedResults.Json(await ShownAsync(context, board, reports, cancellationToken))
            : Unknown();

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        BoardBody body,
        EditBoards edit,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var (text, _, errors) = await body.ReadAsync(context.Request, Project(context), isChange: false, cancellationToken);
        if (text is null)
            return ProblemAnswer.Invalid(errors);
        var made = await edit.CreateAsync(Project(context).Id, text, By(context), cancellationToken);
        return await CreatedAsync(context, made, reports, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        Guid id,
        BoardBody body,
        ListBoards list,
        EditBoards edit,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var project = Project(context);
        if (await list.FindAsync(project.Id, id, cancellationToken) is null)
            return Unknown();
        var (text, basedOn, errors) = await body.ReadAsync(context.Request, project, isChange: true, cancellationToken);
        if (text is null)
            return ProblemAnswer.Invalid(errors);
        if (await edit.ChangeAsync(id, basedOn, text, By(context), cancellationToken) is { } changed)
            return TypedResults.Json(await ShownAsync(context, changed, reports, cancellationToken));
        return await list.FindAsync(project.Id, id, cancellationToken) is { } current
            ? TypedResults.Json(
                BoardConflict.With(await ShownAsync(context, current, reports, cancellationToken)),
                contentType: Problem.ContentType,
                statusCode: 409
            )
            : Unknown();
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        Guid id,
        ListBoards list,
        EditBoards edit,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(Project(context).Id, id, cancellationToken) is null)
            return Unknown();
        await edit.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DuplicateAsync(
        HttpContext context,
        Guid id,
        ListBoards list,
        EditBoards edit,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        if (await list.FindAsync(Project(context).Id, id, cancellationToken) is not { } board)
            return Unknown();
        var name = board.Name.Length > 190 ? board.Name[..190] : board.Name;
        var text = new BoardText(name + " (copy)", board.Description, board.ReadSettings(), board.ReadTiles());
        var made = await edit.CreateAsync(Project(context).Id, text, By(context), cancellationToken);
        return await CreatedAsync(context, made, reports, cancellationToken);
    }

    internal static async Task<IResult> CreatedAsync(
        HttpContext context,
        Board board,
        ListReports reports,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            $"/api/projects/{Project(context).Slug}/boards/{board.Id}",
            await ShownAsync(context, board, reports, cancellationToken)
        );

    /// <summary>With what its tiles say of their reports.</summary>
    internal static async Task<BoardAnswer> ShownAsync(
        HttpContext context,
        Board board,
        ListReports reports,
        CancellationToken cancellationToken
    )
    {
        var ids = board.ReadTiles().Select(t => t.ReportId).OfType<Guid>().ToHashSet();
        return BoardAnswer.Of(board, await reports.OfAsync(Project(context).Id, ids, cancellationToken));
    }

    internal static IResult Unknown() =>
        ProblemAnswer.From(new Problem(404, "unknown_board", "This project has no such board.", "GET …/boards lists them."));

    internal static ProjectContext Project(HttpContext context) => context.Features.GetRequiredFeature<ProjectContext>();

    internal static string By(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Name;
}
