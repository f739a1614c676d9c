using Cairn.Server.Tests.Support;
using Cairn.Workspace.Keys;

namespace Cairn.Server.Tests.Access;

/// <summary>A key with scopes opens what both its role and one of its scopes open.</summary>
public sealed class ScopeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Sql = """{"kind":"sql","query":"SELECT count() FROM events"}""";
    private const string Trends =
        """{"kind":"trends","range":{"from":"-3d"},"interval":"day","series":[{"event":null,"measure":"count"}]}""";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Each_scope_opens_its_routes_and_no_other()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        foreach (var scope in KeyScopes.All)
        {
            using var http = await KeyAsync(project, scope);
            foreach (var (method, path, body, opens) in Routes)
            {
                var answer = await http.SendAsync(new HttpMethod(method), project.Path(path), body);
                if (opens.Split(' ').Contains(scope))
                    answer.Status.ShouldNotBeOneOf([401, 403], $"{scope}: {method} {path} {answer.Text}");
                else
                    answer.ShouldBeProblem(403, "scope_missing");
            }

            (await http.GetAsync(project.Path(""))).Status.ShouldBe(200);
            (await http.GetAsync("/api/session")).Status.ShouldBe(200);
            (await http.GetAsync("/api/deleted-projects")).Status.ShouldBe(scope == KeyScopes.Manage ? 200 : 403);
            (await http.SendAsync(HttpMethod.Post, "/hubs/live/negotiate")).Status.ShouldBe(scope == KeyScopes.Persons ? 200 : 403);
        }
    }

    [Fact]
    public async Task A_token_for_one_person_opens_no_more_than_the_key_that_made_it()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var manager = await KeyAsync(project, KeyScopes.Manage);
        using var both = await KeyAsync(project, KeyScopes.Manage, KeyScopes.Query);
        using var none = _server.WithKey(await SelfTokenCalls.MakeAsync(manager, project.Keys.Slug, "ada"));
        using var numbers = _server.WithKey(await SelfTokenCalls.MakeAsync(both, project.Keys.Slug, "ada"));

        (await none.SendAsync(HttpMethod.Post, project.Path("/query"), Trends)).ShouldBeProblem(403, "scope_missing");
        (await numbers.SendAsync(HttpMethod.Post, project.Path("/query"), Trends)).Status.ShouldBe(200);
        (await numbers.GetAsync(project.Path("/events"))).ShouldBeProblem(403, "scope_missing");
    }

    /// <summary>With the scopes that open them, for a key of the role owner.</summary>
    private static (string Method, string Path, string? Body, string Scopes)[] Routes =>
        [
            ("POST", "/query", Trends, "query persons"),
            ("POST", "/query", Sql, "persons"),
            ("POST", "/query/export", Sql, "persons"),
            ("POST", "/query/persons", "{}", "persons"),
            ("GET", "/overview", null, "query"),
            ("GET", "/catalog/events", null, "query"),
            ("GET", "/live/summary", null, "query"),
            ("GET", "/reports", null, "query"),
            ("POST", "/reports", "{}", "write_reports"),
            ("GET", "/boards", null, "query"),
            ("POST", "/boards", "{}", "write_reports"),
            ("GET", "/cohorts", null, "query"),
            ("POST", "/cohorts", "{}", "write_reports"),
            ("GET", "/cohorts/x/persons", null, "persons"),
            ("GET", "/cohorts/x/members", null, "persons"),
            ("GET", "/events", null, "persons"),
            ("GET", "/persons", null, "persons"),
            ("GET", "/identity/merges", null, "persons"),
            ("POST", "/identity/merges", "{}", "manage"),
            ("GET", "/export/events", null, "export"),
            ("GET", "/imports", null, "import"),
            ("GET", "/sample", null, "import"),
            ("GET", "/keys", null, "manage"),
            ("POST", "/self-tokens", "{}", "manage"),
            ("GET", "/audit", null, "manage"),
            ("GET", "/dead-letters", null, "manage"),
            ("PATCH", "", "{}", "manage"),
        ];

    private async Task<Http> KeyAsync(ProjectCalls project, params string[] scopes)
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
