using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Boards;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Boards;

/// <summary>Public links to a board, for those who may change it.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder boards)
    {
        var links = boards.MapGroup("/{id:guid}/links").RequireRole(Role.Analyst);
        links
            .MapGet("", ListAsync)
            .Produces<Page<LinkAnswer>>()
            .WithSummary("Public links to the board, newest first, the revoked ones included");
        links
            .MapPost("", CreateAsync)
            .AuditAs("board_link.created")
            .Produces<LinkAnswer>(StatusCodes.Status201Created)
            .WithSummary("Make a public link; its token is shown only here");
        links
            .MapDelete("/{linkId:guid}", RevokeAsync)
            .AuditAs("board_link.revoked")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Revoke a link: it opens nothing from now on");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        Guid id,
        ListBoards boards,
        BoardLinks links,
        CancellationToken cancellationToken
    )
    {
        if (await boards.FindAsync(BoardEndpoints.Project(context).Id, id, cancellationToken) is null)
            return BoardEndpoints.Unknown();
        var items = await links.ListAsync(id, cancellationToken);
        return TypedResults.Json(new Page<LinkAnswer>([.. items.Select(link => LinkAnswer.Of(link))], Next: null));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        Guid id,
        ListBoards boards,
        BoardLinks links,
        CancellationToken cancellationToken
    )
    {
        var project = BoardEndpoints.Project(context);
        if (await boards.FindAsync(project.Id, id, cancellationToken) is null)
            return BoardEndpoints.Unknown();
        return await links.CreateAsync(id, BoardEndpoints.By(context), cancellationToken) is var (link, token)
            ? TypedResults.Created($"/api/projects/{project.Slug}/boards/{id}/links/{link.Id}", LinkAnswer.Of(link, token))
            : ProblemAnswer.From(
                new Problem(409, "too_many_links", $"A board has at most {BoardLinks.Most} live links.", "Revoke one first.")
            );
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext context,
        Guid id,
        Guid linkId,
        ListBoards boards,
        BoardLinks links,
        CancellationToken cancellationToken
    )
    {
        if (await boards.FindAsync(BoardEndpoints.Project(context).Id, id, cancellationToken) is null)
            return BoardEndpoints.Unknown();
        return await links.RevokeAsync(id, linkId, cancellationToken)
            ? TypedResults.NoContent()
            : ProblemAnswer.From(new Problem(404, "unknown_link", "The board has no such link.", "GET …/links lists them."));
    }
}
