using Cairn.Server.Access;
using Cairn.Workspace.Roles;

namespace Cairn.Server.SystemFacts;

/// <summary>The instance itself, for its owner.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/system", GetAsync)
            .WithTags("System")
            .RequireInstanceRole(Role.Owner)
            .Produces<SystemAnswer>()
            .WithSummary("Version, uptime, engines, memory, disk, spool, and what is stored of each project");

    private static async Task<IResult> GetAsync(AskSystem ask, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Json(await ask.RunAsync(cancellationToken));
    }
}
