using Cairn.Server.Access;
using Cairn.Server.Settings;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Metrics;

/// <summary>What Prometheus scrapes. Holds numbers only: no key, slug, name or address is ever a label. Still they tell how much goes on, so strangers do not
/// get them unless the settings say so.</summary>
internal static class MetricsEndpoints
{
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes, CairnSettings settings)
    {
        var metrics = routes
            .MapGet("/metrics", Write)
            .WithTags("Health")
            .WithSummary("Metrics in Prometheus's text format, for this machine and admins of the instance");
        _ = settings.MetricsArePublic ? metrics.OpenToEverybody() : metrics.OpenToThisMachineOr(Role.Admin);
        return routes;
    }

    private static IResult Write(WatchMeters meters)
    {
        var text = new PrometheusText();
        meters.WriteTo(text);
        ProcessMetrics.WriteTo(text);
        return TypedResults.Text(text.ToString(), PrometheusText.ContentType);
    }
}
