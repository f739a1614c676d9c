using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>Every endpoint of a project against every kind of caller.</summary>
public sealed class RoleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string _anyKey = Guid.Empty.ToString();
    private readonly TestServer _server = shared.Server;

    /// <summary>Endpoint, and the least role it takes.</summary>
    public static TheoryData<string, string, string> Endpoints =>
        new()
        {
            { "GET", "", "viewer" },
            { "GET", "/audit", "admin" },
            { "GET", "/members", "admin" },
            { "PATCH", "/members/" + _anyKey, "admin" },
            { "DELETE", "/members/" + _anyKey, "admin" },
            { "POST", "/leave", "viewer" },
            { "GET", "/invitations", "admin" },
            { "POST", "/invitations", "admin" },
            { "DELETE", "/invitations/" + _anyKey, "admin" },
            { "GET", "/keys", "admin" },
            { "POST", "/keys", "admin" },
            { "DELETE", "/keys/" + _anyKey, "admin" },
            { "PATCH", "/keys/" + _anyKey, "admin" },
            { "POST", "/keys/" + _anyKey + "/rotate", "admin" },
            { "POST", "/archive", "admin" },
            { "POST", "/unarchive", "admin" },
            { "GET", "/identity/merges", "viewer" },
            { "POST", "/identity/merges/preview", "viewer" },
            { "POST", "/identity/merges", "admin" },
            { "POST", "/identity/merges/1/undo", "admin" },
            { "GET", "/cohorts", "viewer" },
            { "GET", "/cohorts/x", "viewer" },
            { "GET", "/cohorts/x/persons", "viewer" },
            { "GET", "/cohorts/x/members", "viewer" },
            { "POST", "/cohorts/preview", "viewer" },
            { "POST", "/cohorts", "analyst" },
            { "PUT", "/cohorts/x", "analyst" },
            { "DELETE", "/cohorts/x", "analyst" },
            { "POST", "/cohorts/x/refresh", "analyst" },
            { "PUT", "/cohorts/x/members", "analyst" },
            { "POST", "/cohorts/x/members", "analyst" },
            { "POST", "/cohorts/x/members/remove", "analyst" },
            { "GET", "/reports", "viewer" },
            { "GET", "/reports/" + _anyKey, "viewer" },
            { "GET", "/reports/" + _anyKey + "/answer", "viewer" },
            { "POST", "/reports/" + _anyKey + "/answer", "viewer" },
            { "GET", "/reports/" + _anyKey + "/versions", "viewer" },
            { "GET", "/reports/" + _anyKey + "/versions/1", "viewer" },
            { "POST", "/reports", "analyst" },
            { "PUT", "/reports/" + _anyKey, "analyst" },
            { "DELETE", "/reports/" + _anyKey, "analyst" },
            { "POST", "/reports/" + _anyKey + "/duplicate", "analyst" },
            { "POST", "/reports/" + _anyKey + "/versions/1/restore", "analyst" },
            { "GET", "/live/summary", "viewer" },
            { "GET", "/boards", "viewer" },
            { "GET", "/boards/" + _anyKey, "viewer" },
            { "GET", "/boards/" + _anyKey + "/tiles/x/answer", "viewer" },
            { "POST", "/boards/" + _anyKey + "/tiles/x/answer", "viewer" },
            { "POST", "/boards", "analyst" },
            { "PUT", "/boards/" + _anyKey, "analyst" },
            { "DELETE", "/boards/" + _anyKey, "analyst" },
            { "POST", "/boards/" + _anyKey + "/duplicate", "analyst" },
            { "POST", "/boards/" + _anyKey + "/tiles", "analyst" },
            { "GET", "/boards/" + _anyKey + "/links", "analyst" },
            { "POST", "/boards/" + _anyKey + "/links", "analyst" },
            { "DELETE", "/boards/" + _anyKey + "/links/" + _anyKey, "analyst" },
            { "GET", "/privacy/retention", "admin" },
            { "PUT", "/privacy/retention", "admin" },
            { "POST", "/privacy/retention/preview", "admin" },
            { "POST", "/privacy/retention/run", "admin" },
            { "GET", "/privacy/archives", "admin" },
            { "GET", "/privacy/archives/" + _anyKey, "admin" },
            { "DELETE", "/privacy/archives/" + _anyKey, "admin" },
            { "PATCH", "", "admin" },
            { "GET", "/sample", "viewer" },
            { "DELETE", "/sample", "admin" },
            { "GET", "/dead-letters", "admin" },
            { "POST", "/dead-letters/1/replay", "admin" },
            { "DELETE", "", "owner" },
        };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Each_role_may_do_what_it_may_and_no_more(string method, string path, string least)
    {
        string[] roles = ["viewer", "analyst", "admin", "owner"];
        foreach (var role in roles)
        {
            var project = await _server.CreateProjectAsync();
            using var http = _server.WithKey(await KeyAsync(project, role));

            var answer = await http.SendAsync(
                new HttpMethod(method),
                $"/api/projects/{project.Slug}{path}",
                method == "POST" ? "{}" : null
            );

            if (Array.IndexOf(roles, role) < Array.IndexOf(roles, least))
                answer.ShouldBeProblem(403, "role_too_low");
            else
                answer.Status.ShouldNotBeOneOf(401, 403);
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Without_a_key_nothing_opens(string method, string path, string least)
    {
        _ = least;
        var project = await _server.CreateProjectAsync();
        foreach (var key in (string?[])[null, "csk_unknown-key", project.WriteKey, "", "csk_"])
        {
            using var http = _server.WithKey(key);

            var answer = await http.SendAsync(
                new HttpMethod(method),
                $"/api/projects/{project.Slug}{path}",
                method == "POST" ? "no json" : null
            );

            answer.ShouldBeProblem(401, key is null ? "not_signed_in" : "unknown_key");
            answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_foreign_project_looks_like_none(string method, string path, string least)
    {
        _ = least;
        var (own, foreign) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var http = _server.WithKey(own.ApiKey);

        var onForeign = await http.SendAsync(new HttpMethod(method), $"/api/projects/{foreign.Slug}{path}", method == "POST" ? "{}" : null);
        var onNone = await http.SendAsync(new HttpMethod(method), $"/api/projects/there-is-none{path}", method == "POST" ? "{}" : null);

        onForeign.ShouldBeProblem(404, "unknown_project");
        onForeign.Text.ShouldBe(onNone.Text);
        onForeign.Headers.Keys.ShouldBe(onNone.Headers.Keys);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_revoked_key_opens_nothing_from_the_next_request_on(string method, string path, string least)
    {
        _ = least;
        var project = await _server.CreateProjectAsync();
        using var owner = _server.WithKey(project.ApiKey);
        var made = (
            await owner.PostAsync(
                $"/api/projects/{project.Slug}/keys",
                new
                {
                    kind = "api",
                    name = "short-lived",
                    role = "owner",
                }
            )
        ).Json;
        using var http = _server.WithKey(made.GetProperty("key").GetString());
        (await http.GetAsync($"/api/projects/{project.Slug}")).Status.ShouldBe(200);

        (await owner.DeleteAsync($"/api/projects/{project.Slug}/keys/{made.GetProperty("id").GetString()}")).Status.ShouldBe(204);

        var answer = await http.SendAsync(new HttpMethod(method), $"/api/projects/{project.Slug}{path}", method == "POST" ? "{}" : null);
        answer.ShouldBeProblem(401, "unknown_key");
    }

    [Fact]
    public async Task A_projects_owner_makes_no_other_project()
    {
        var project = await _server.CreateProjectAsync();
        using var http = _server.WithKey(project.ApiKey);

        (await http.PostAsync("/api/projects", new { slug = "grab" })).ShouldBeProblem(403, "role_too_low");
    }

    [Fact]
    public async Task A_caller_lists_only_the_own_projects()
    {
        var (own, _) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var http = _server.WithKey(own.ApiKey);

        var items = (await http.GetAsync("/api/projects")).Json.GetProperty("items");

        items.EnumerateArray().Select(p => p.GetProperty("slug").GetString()).ShouldBe([own.Slug]);
    }

    [Fact]
    public async Task An_admin_neither_makes_nor_ends_an_owners_key()
    {
        var project = await _server.CreateProjectAsync();
        using var owner = _server.WithKey(project.ApiKey);
        using var admin = _server.WithKey(await KeyAsync(project, "admin"));
        var ownersKey = (await owner.GetAsync($"/api/projects/{project.Slug}/keys"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .First(k => k.GetProperty("role").GetString() == "owner")
            .GetProperty("id")
            .GetString();

        var made = await admin.PostAsync(
            $"/api/projects/{project.Slug}/keys",
            new
            {
                kind = "api",
                name = "more",
                role = "owner",
            }
        );
        var ended = await admin.DeleteAsync($"/api/projects/{project.Slug}/keys/{ownersKey}");

        made.ShouldBeProblem(403, "role_too_low");
        ended.ShouldBeProblem(403, "role_too_low");
        (await owner.GetAsync($"/api/projects/{project.Slug}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_of_another_project_cannot_be_revoked_from_here()
    {
        var (own, foreign) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());
        using var foreigner = _server.WithKey(foreign.ApiKey);
        var id = (await foreigner.GetAsync($"/api/projects/{foreign.Slug}/keys"))
            .Json.GetProperty("items")[1]
            .GetProperty("id")
            .GetString();
        using var http = _server.WithKey(own.ApiKey);

        (await http.DeleteAsync($"/api/projects/{own.Slug}/keys/{id}")).ShouldBeProblem(404, "unknown_key");

        (await foreigner.GetAsync($"/api/projects/{foreign.Slug}")).Status.ShouldBe(200);
    }

    private async Task<string> KeyAsync(NewKeys project, string role)
    {
        using var http = _server.WithKey(project.ApiKey);
        var made = await http.PostAsync(
            $"/api/projects/{project.Slug}/keys",
            new
            {
                kind = "api",
                name = role,
                role,
            }
        );
        made.Status.ShouldBe(201, made.Text);
        return made.Json.GetProperty("key").GetString()!;
    }
}
