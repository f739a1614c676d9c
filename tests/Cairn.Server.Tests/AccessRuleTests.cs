using Cairn.Ingest.Formats;
using Cairn.Server.Access;
using Cairn.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests;

public sealed class AccessRuleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly List<RouteEndpoint> _endpoints =
    [
        .. shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(),
    ];

    [Fact]
    public void Every_route_of_the_API_and_the_hubs_says_whom_it_answers()
    {
        var guarded = _endpoints.Where(e => Starts(e, "/api") || Starts(e, "/hubs")).ToList();

        guarded.Count.ShouldBeGreaterThan(10);
        guarded
            .Where(e => e.Metadata.GetMetadata<AccessRule>() is null && e.Metadata.GetMetadata<VendorRoute>() is null)
            .Select(e => e.DisplayName)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_route_of_a_project_asks_for_a_role_in_it()
    {
        var ofProject = _endpoints.Where(e => Starts(e, "/api/projects/{slug}")).ToList();

        ofProject.Count.ShouldBeGreaterThan(4);
        ofProject.Where(e => e.Metadata.GetMetadata<AccessRule>() is not AccessRule.InProject).Select(e => e.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public void Only_these_routes_of_the_API_are_open_to_everybody()
    {
        _endpoints
            .Where(e => Starts(e, "/api") && e.Metadata.GetMetadata<AccessRule>() is AccessRule.Everybody)
            .Select(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0] + " " + e.RoutePattern.RawText)
            .ShouldBe(
                [
                    "GET /api/setup",
                    "POST /api/setup",
                    "POST /api/session",
                    "POST /api/session/second-factor",
                    "POST /api/session/passkey/options",
                    "POST /api/session/passkey",
                    "POST /api/password-resets",
                    "PUT /api/password-resets",
                    "POST /api/invitation/",
                    "POST /api/invitation/accept",
                    "DELETE /api/session",
                    "GET /api/shared/{token}/",
                    "GET /api/shared/{token}/tiles/{tileId}/answer",
                ],
                ignoreOrder: true
            );
    }

    private static bool Starts(RouteEndpoint endpoint, string path) =>
        ("/" + endpoint.RoutePattern.RawText!.TrimStart('/')).StartsWith(path, StringComparison.Ordinal);
}
