using Cairn.Server.Access;
using Cairn.Server.Tests.Support;
using Cairn.Workspace.Keys;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests;

public sealed class KeyScopeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string _any = Guid.Empty.ToString();
    private readonly TestServer _server = shared.Server;

    /// <summary>Method, path below the project, the scope that opens it.</summary>
    public static TheoryData<string, string, string> Routes =>
        new()
        {
            { "GET", "", KeyScopes.Query },
            { "GET", "/overview", KeyScopes.Query },
            { "GET", "/catalog/events", KeyScopes.Query },
            { "POST", "/query", KeyScopes.Query },
            { "GET", "/reports", KeyScopes.Query },
            { "GET", "/cohorts/x", KeyScopes.Query },
            { "GET", "/live/summary", KeyScopes.Query },
            { "POST", "/query/persons", KeyScopes.Persons },
            { "GET", "/persons", KeyScopes.Persons },
            { "GET", "/persons/1/timeline", KeyScopes.Persons },
            { "GET", "/events", KeyScopes.Persons },
            { "GET", "/events/" + _any, KeyScopes.Persons },
            { "GET", "/cohorts/x/persons", KeyScopes.Persons },
            { "GET", "/cohorts/x/members", KeyScopes.Persons },
            { "GET", "/export/events", KeyScopes.Export },
            { "POST", "/privacy/access-requests", KeyScopes.Persons },
            { "GET", "/privacy/archives", KeyScopes.Export },
            { "POST", "/imports", KeyScopes.Import },
            { "POST", "/reports", KeyScopes.WriteReports },
            { "PUT", "/cohorts/x/members", KeyScopes.WriteReports },
            { "PATCH", "", KeyScopes.Manage },
            { "GET", "/keys", KeyScopes.Manage },
            { "POST", "/identity/merges", KeyScopes.Manage },
            { "GET", "/audit", KeyScopes.Manage },
            { "GET", "/boards/" + _any + "/links", KeyScopes.Manage },
        };

    [Fact]
    public async Task Each_route_opens_to_its_scope_and_to_no_other()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var keys = new Dictionary<string, Http>();
        foreach (var scope in KeyScopes.All)
            keys[scope] = await WithScopesAsync(project, scope);
        foreach (var route in Routes)
        {
            var (method, path, needed) = ((string)route[0], (string)route[1], (string)route[2]);
            foreach (var (scope, http) in keys)
            {
                var answer = await http.SendAsync(new HttpMethod(method), project.Path(path), method is "GET" ? null : "{}");

                if (scope == needed)
                    answer.Status.ShouldNotBeOneOf([401, 403], $"{method} {path} with {scope}: {answer.Text}");
                else
                    answer.ShouldBeProblem(403, "scope_too_narrow");
            }
        }
    }

    [Fact]
    public async Task Sql_takes_the_scope_of_single_events_on_every_way_to_it()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var sql = new { kind = "sql", query = "SELECT distinct_id FROM events" };
        using var numbers = await WithScopesAsync(project, "query", "write_reports");
        using var persons = await WithScopesAsync(project, "query", "persons");

        foreach (var (path, body) in new (string, object)[] { ("/query", sql), ("/query/export", sql) })
            (await numbers.PostAsync(project.Path(path), body)).Faults["/kind"].ShouldBe("scope_too_narrow", path);
        (await numbers.PostAsync(project.Path("/reports"), new { name = "rows", query = sql }))
            .Faults["/query/kind"]
            .ShouldBe("scope_too_narrow");
        (await persons.PostAsync(project.Path("/query"), sql)).Text.ShouldNotContain("scope_too_narrow");
    }

    [Fact]
    public async Task A_key_with_scopes_says_who_it_is_and_sees_nothing_of_the_instance()
    {
        using var owner = _server.WithKey(TestServer.InstanceKey);
        var made = await owner.PostAsync(
            "/api/keys",
            new
            {
                kind = "api",
                name = "numbers",
                role = "owner",
                scopes = new[] { "query" },
            }
        );
        using var http = _server.WithKey(made.Json.GetProperty("key").GetString());

        (await http.GetAsync("/api/session")).Status.ShouldBe(200);
        (await http.GetAsync("/api/projects")).Status.ShouldBe(200);
        foreach (var path in new[] { "/api/keys", "/api/system", "/api/audit", "/api/deleted-projects" })
            (await http.GetAsync(path)).ShouldBeProblem(403, "scope_too_narrow");
        (await http.PostAsync("/hubs/live/negotiate", new { })).ShouldBeProblem(403, "scope_too_narrow");
    }

    [Fact]
    public void No_route_that_shows_persons_or_events_opens_to_the_scope_of_numbers()
    {
        var routes = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        foreach (var word in new[] { "person", "events/{", "members", "timeline", "export/events" })
        {
            var found = routes
                .Where(r => r.RoutePattern.RawText!.Contains(word) && r.Metadata.GetMetadata<AccessRule>() is AccessRule.InProject)
                .ToArray();
            found.ShouldNotBeEmpty(word);
            foreach (var route in found)
            {
                var scope = ScopeOfRoute.Find(route.RoutePattern.RawText!, "GET", route.Metadata.GetMetadata<AccessRule>()!);
                scope.ShouldNotBe(KeyScopes.Query, route.RoutePattern.RawText);
            }
        }
    }

    private async Task<Http> WithScopesAsync(ProjectCalls project, params string[] scopes)
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
