using Cairn.Ingest.Formats.Amplitude;
using Cairn.Ingest.Formats.Ga4;
using Cairn.Ingest.Formats.Langfuse;
using Cairn.Ingest.Formats.Mixpanel;
using Cairn.Ingest.Formats.Otlp;
using Cairn.Ingest.Formats.Plausible;
using Cairn.Ingest.Formats.PostHog;
using Cairn.Ingest.Formats.Segment;
using Cairn.Ingest.Formats.Umami;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Ingest.Formats;

/// <summary>The routes of all wire formats: under the root, where several may share one, and each under its own prefix.</summary>
public static class FormatRoutes
{
    /// <summary>In the order in which they are asked for a request at a path they share.</summary>
    internal static readonly IReadOnlyList<WireFormat> All =
    [
        PostHogFormat.Format,
        SegmentFormat.Segment,
        SegmentFormat.RudderStack,
        MixpanelFormat.Format,
        AmplitudeFormat.Format,
        PlausibleFormat.Format,
        UmamiFormat.Format,
        Ga4Format.Format,
        OtlpFormat.Format,
        LangfuseFormat.Format,
    ];

    public static void MapFormats(this IEndpointRouteBuilder routes)
    {
        var shared =
            from format in All
            from route in format.Routes
            where !route.IsOnlyUnderPrefix
            group (format, route) by (route.Method, Path: route.Path.TrimEnd('/'));
        Map(routes, shared.Select(s => (s.Key.Method, s.Key.Path, s.ToList())));
        foreach (var format in All)
            Map(
                routes,
                format.Routes.Select(r =>
                    (r.Method, $"/{format.Name}{r.Path.TrimEnd('/')}", new List<(WireFormat, FormatRoute)> { (format, r) })
                )
            );
    }

    private static void Map(
        IEndpointRouteBuilder routes,
        IEnumerable<(string Method, string Path, List<(WireFormat, FormatRoute)> Candidates)> all
    )
    {
        var paths = new HashSet<string>();
        foreach (var (method, path, candidates) in all)
        {
            routes
                .MapMethods(path, [method], (RequestDelegate)(context => Of(context).HandleAsync(context, candidates)))
                .WithMetadata(new VendorRoute(candidates.Exists(c => c.Item2 is TakingRoute)))
                .ExcludeFromDescription();
            if (paths.Add(path))
                routes
                    .MapMethods(path, ["OPTIONS"], (RequestDelegate)(context => Of(context).PreflightAsync(context)))
                    .WithMetadata(new VendorRoute(TakesEvents: false))
                    .ExcludeFromDescription();
        }
    }

    private static FormatEndpoints Of(HttpContext context) => context.RequestServices.GetRequiredService<FormatEndpoints>();
}

/// <summary>Marks a route of a vendor's wire format: no cookie is read there, and no API key.</summary>
/// <param name="TakesEvents">With a write key; else it says the same to everybody.</param>
public sealed record VendorRoute(bool TakesEvents);
