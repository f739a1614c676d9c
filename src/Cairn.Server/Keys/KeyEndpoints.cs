using Cairn.Events;
using Cairn.Ingest.Recent;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keys;

/// <summary>Keys of a project, and of the whole instance. Nobody hands out, changes or ends a key that opens more than they hold themselves.</summary>
internal static class KeyEndpoints
{
    /// <summary>In the group of a project.</summary>
    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder project)
    {
        project
            .MapGet("/keys", KeyRequests.ListAsync)
            .RequireRole(Role.Admin)
            .WithTags("Keys")
            .WithSummary("List the keys of the project, those that ended included");
        project
            .MapPost("/keys", KeyRequests.CreateAsync)
            .RequireRole(Role.Admin)
            .Creates()
            .WithSummary("Make a key; the secret of an API key or a service key is shown only here");
        project
            .MapGet("/keys/{id:guid}/requests", RecentOf)
            .RequireRole(Role.Admin)
            .WithTags("Keys")
            .Produces<Page<RecentRequest>>()
            .WithSummary(
                "The last 100 requests with a write key or service key since the server started, newest first, and what was made of them"
            );
        project.MapPatch("/keys/{id:guid}", KeyRequests.ChangeAsync).RequireRole(Role.Admin).Changes();
        project.MapPost("/keys/{id:guid}/rotate", KeyRequests.RotateAsync).RequireRole(Role.Admin).Rotates();
        project.MapDelete("/keys/{id:guid}", KeyRequests.RevokeAsync).RequireRole(Role.Admin).Revokes();
        return project;
    }

    /// <summary>For all projects and the instance itself.</summary>
    public static IEndpointRouteBuilder MapInstanceKeys(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/keys", KeyRequests.ListAsync)
            .RequireInstanceRole(Role.Owner)
            .WithTags("Keys")
            .Produces<Page<KeyAnswer>>()
            .WithSummary("List the API keys for the whole instance, those that ended included");
        routes
            .MapPost("/api/keys", KeyRequests.CreateAsync)
            .RequireInstanceRole(Role.Owner)
            .Creates()
            .WithSummary("Make an API key for every project and the instance itself; its secret is shown only here");
        routes.MapPatch("/api/keys/{id:guid}", KeyRequests.ChangeAsync).RequireInstanceRole(Role.Owner).Changes();
        routes.MapPost("/api/keys/{id:guid}/rotate", KeyRequests.RotateAsync).RequireInstanceRole(Role.Owner).Rotates();
        routes.MapDelete("/api/keys/{id:guid}", KeyRequests.RevokeAsync).RequireInstanceRole(Role.Owner).Revokes();
        return routes;
    }

    /// <summary>Requests of another project's key are none of this one's.</summary>
    private static Page<RecentRequest> RecentOf(HttpContext context, Guid id, RecentRequests recent) =>
        new(recent.Of(id, context.Features.GetRequiredFeature<ProjectContext>().Id), Next: null);

    private static RouteHandlerBuilder Creates(this RouteHandlerBuilder route) =>
        route
            .AuditAs("key.created")
            .WithTags("Keys")
            .Accepts<KeyBody>("application/json")
            .Produces<KeyAnswer>(StatusCodes.Status201Created);

    private static void Changes(this RouteHandlerBuilder route) =>
        route
            .AuditAs("key.changed")
            .WithTags("Keys")
            .Accepts<KeyChangeBody>("application/json")
            .Produces<KeyAnswer>()
            .WithSummary("Change a key's name and what binds it; what is left out stays, null takes a bound away");

    private static void Rotates(this RouteHandlerBuilder route) =>
        route
            .AuditAs("key.rotated")
            .WithTags("Keys")
            .Accepts<RotateBody>("application/json")
            .Produces<RotatedKey>(StatusCodes.Status201Created)
            .WithSummary("Make a successor with the same settings; the old key goes on for the overlap, then ends");

    private static void Revokes(this RouteHandlerBuilder route) =>
        route
            .AuditAs("key.revoked")
            .WithTags("Keys")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Revoke a key: it opens nothing from now on");

    /// <param name="OverlapHours">0 to 168; default 24.</param>
    private sealed record RotateBody(int? OverlapHours = null);
}
