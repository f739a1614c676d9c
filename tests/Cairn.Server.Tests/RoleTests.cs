using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>What callers do with keys and projects beyond the first check, for which see <see cref="Access.MatrixTests"/>.</summary>
public sealed class RoleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

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
