using Cairn.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cairn.Insights.Overview;

internal static class OverviewEndpoints
{
    public static void MapOverview(this RouteGroupBuilder project) =>
        project.MapGet("/overview", GetAsync).Produces<OverviewResult>().WithSummary("How the project is doing, on one page");

    private static async Task<IResult> GetAsync(HttpContext context, OverviewQuery overview, CancellationToken cancellationToken) =>
        InsightsJson.Answer(await overview.AskAsync(context.Features.GetRequiredFeature<ProjectContext>(), cancellationToken));
}
