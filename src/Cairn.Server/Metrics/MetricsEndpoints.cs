using Cairn.Server.Access;

namespace Cairn.Server.Metrics;

/// <summary>What Prometheus scrapes. Holds numbers only: no key, slug, name or address is ever a label.</summary>
internal static class MetricsEndpoints
{
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", Write).WithTags("Health").OpenToEverybody().WithSummary("Metrics in Prometheus's text format");
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
