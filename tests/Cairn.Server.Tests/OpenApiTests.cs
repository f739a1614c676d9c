using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class OpenApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_description_names_the_routes_and_needs_no_key()
    {
        using var http = shared.Server.WithKey(null);

        var document = (await http.GetAsync("/openapi/v1.json")).Json;

        document.GetProperty("openapi").GetString().ShouldStartWith("3.");
        var paths = document.GetProperty("paths");
        foreach (
            var path in (string[])
                [
                    "/api/setup",
                    "/api/session",
                    "/api/projects",
                    "/api/projects/{slug}",
                    "/api/projects/{slug}/keys",
                    "/healthz",
                    "/readyz",
                    "/metrics",
                ]
        )
            paths.TryGetProperty(path, out _).ShouldBeTrue(path);
        paths.GetProperty("/api/projects").GetProperty("post").GetProperty("responses").TryGetProperty("201", out _).ShouldBeTrue();
    }
}
