using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Access;

public sealed class SelfTokenScopeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_token_for_one_person_opens_no_more_than_the_key_that_made_it()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var manager = await ScopedAsync(project, "manage");
        using var both = await ScopedAsync(project, "manage", "query");
        using var none = _server.WithKey(await SelfTokenCalls.MakeAsync(manager, project.Keys.Slug, "ada"));
        using var numbers = _server.WithKey(await SelfTokenCalls.MakeAsync(both, project.Keys.Slug, "ada"));

        (
            await none.SendAsync(
                HttpMethod.Post,
                project.Path("/query"),
                """{"kind":"lifecycle","range":{"from":"-3d"},"interval":"day"}"""
            )
        ).ShouldBeProblem(403, "scope_too_narrow");
        (
            await numbers.SendAsync(
                HttpMethod.Post,
                project.Path("/query"),
                """{"kind":"lifecycle","range":{"from":"-3d"},"interval":"day"}"""
            )
        ).Status.ShouldBe(200);
        (await numbers.GetAsync(project.Path("/events"))).ShouldBeProblem(403, "scope_too_narrow");
    }

    [Fact]
    public async Task Tokens_for_single_persons_spend_the_rate_of_the_key_that_made_them()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var made = await project.Owner.PostAsync(
            project.Path("/keys"),
            new
            {
                kind = "api",
                name = "bounded",
                role = "admin",
                requestsPerMinute = 4,
            }
        );
        using var key = _server.WithKey(made.Json.GetProperty("key").GetString());
        using var one = _server.WithKey(await SelfTokenCalls.MakeAsync(key, project.Keys.Slug, "ada"));
        using var two = _server.WithKey(await SelfTokenCalls.MakeAsync(key, project.Keys.Slug, "bob"));

        (await one.GetAsync("/api/session")).Status.ShouldBe(200);
        (await two.GetAsync("/api/session")).Status.ShouldBe(200);

        foreach (var http in (Http[])[one, two, key])
            (await http.GetAsync("/api/session")).ShouldBeProblem(429, "rate_limited");
    }

    private async Task<Http> ScopedAsync(ProjectCalls project, params string[] scopes)
    {
        var made = await project.Owner.PostAsync(
            project.Path("/keys"),
            new
            {
                kind = "api",
                name = "scoped",
                role = "owner",
                scopes,
            }
        );
        made.Status.ShouldBe(201, made.Text);
        return _server.WithKey(made.Json.GetProperty("key").GetString());
    }
}
