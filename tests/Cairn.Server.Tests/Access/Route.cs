using System.Globalization;
using Cairn.Ingest.Formats;
using Cairn.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Access;

/// <summary>A method and a path of the running server.</summary>
/// <param name="Pattern">As the route is written, e.g. <c>/api/projects/{slug}/keys/{id:guid}</c>.</param>
internal sealed record Route(string Method, string Pattern, IReadOnlyDictionary<string, string> Values)
{
    public string Name => $"{Method} {Pattern}";

    /// <summary>Every route there is, but those of vendors' wire formats, which have tests of their own.</summary>
    public static IReadOnlyList<Route> Of(TestServer server) =>
        [
            .. server
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<VendorRoute>() is null)
                .SelectMany(e => MethodsOf(e).Select(method => new Route(method, PatternOf(e), Parameters(e.RoutePattern))))
                .DistinctBy(route => route.Name),
        ];

    /// <summary>The path in a project, about things that do not exist; where a person is named, the one that tokens of the matrix are for.</summary>
    public string PathIn(string slug) =>
        string.Join(
            '/',
            Pattern.Split('/').Select(piece => piece.StartsWith('{') ? ValueOf(piece.Trim('{', '}', '*').Split(':')[0], slug) : piece)
        );

    private string ValueOf(string parameter, string slug) =>
        parameter == "slug" ? slug
        : Pattern.Contains("/persons/{id}", StringComparison.Ordinal) ? "ada"
        : Values.GetValueOrDefault(parameter, "x");

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.Count == 0
            ? [PatternOf(endpoint).EndsWith("/negotiate", StringComparison.Ordinal) ? "POST" : "GET"]
            : [.. methods.Where(m => m is not ("HEAD" or "OPTIONS"))];
    }

    private static Dictionary<string, string> Parameters(RoutePattern pattern) =>
        pattern.Parameters.ToDictionary(
            p => p.Name,
            p => p.Name == "slug" ? "{slug}" : ValueOf(pattern.ParameterPolicies.GetValueOrDefault(p.Name))
        );

    private static string ValueOf(IReadOnlyList<RoutePatternParameterPolicyReference>? policies) =>
        (policies?.FirstOrDefault()?.Content, policies?.FirstOrDefault()?.ParameterPolicy) switch
        {
            ("guid", _) or (_, GuidRouteConstraint) => Guid.Empty.ToString(),
            ("int" or "long", _) => 1.ToString(CultureInfo.InvariantCulture),
            (not null and var other, _) when other.StartsWith("min", StringComparison.Ordinal) => "1",
            _ => "x",
        };
}
