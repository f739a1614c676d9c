using System.Text.Json;
using Cairn.Server.Tests.Support;
using Npgsql;

namespace Cairn.Server.Tests;

/// <summary>Projects laid aside, ended, and brought back.</summary>
public sealed class ProjectLifeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_archived_project_takes_no_events_and_goes_on_being_read()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(new { @event = "opened", distinct_id = "ann" });

        var archived = await project.Owner.SendAsync(HttpMethod.Post, project.Path("/archive"));

        archived.Json.GetProperty("archivedAt").ValueKind.ShouldBe(JsonValueKind.String, archived.Text);
        (await project.IngestAsync(new { @event = "opened", distinct_id = "bob" })).ShouldBeProblem(403, "project_archived");
        (await project.Owner.SendAsync(HttpMethod.Post, project.Path("/sample"))).ShouldBeProblem(403, "project_archived");
        (await project.Owner.SendAsync(HttpMethod.Post, project.Path("/imports"), "{}", "application/x-ndjson")).ShouldBeProblem(
            403,
            "project_archived"
        );
        (await project.PersonsAsync("opened")).ShouldBe(1);
        var listed = (await project.Owner.GetAsync("/api/projects")).Json.GetProperty("items")[0];
        listed.GetProperty("archivedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await project.Owner.SendAsync(HttpMethod.Post, project.Path("/unarchive"))).Status.ShouldBe(200);
        await project.AcceptedAsync(new { @event = "opened", distinct_id = "bob" });
    }

    [Fact]
    public async Task A_deleted_project_comes_back_with_its_keys_and_events()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var owner = _server.WithKey(TestServer.InstanceKey);
        await project.AcceptedAsync(new { @event = "opened", distinct_id = "ann" });
        await project.DrainedAsync();

        (await owner.DeleteAsync(project.Path(""))).Status.ShouldBe(204);
        (await project.Owner.GetAsync(project.Path(""))).ShouldBeProblem(401, "unknown_key");
        (await project.IngestAsync(new { @event = "opened", distinct_id = "bob" })).ShouldBeProblem(401, "unknown_key");
        var waiting = await WaitingAsync(owner, project.Keys.Slug);
        (waiting.GetProperty("eraseAt").GetDateTimeOffset() - DateTimeOffset.UtcNow).TotalDays.ShouldBeInRange(6.9, 7);

        var back = await owner.SendAsync(HttpMethod.Post, $"/api/deleted-projects/{waiting.GetProperty("id")}/restore", "{}");

        back.Status.ShouldBe(200, back.Text);
        (await project.PersonsAsync("opened")).ShouldBe(1);
        await project.AcceptedAsync(new { @event = "opened", distinct_id = "bob" });
        (await owner.SendAsync(HttpMethod.Post, $"/api/deleted-projects/{waiting.GetProperty("id")}/restore", "{}")).ShouldBeProblem(
            404,
            "unknown_project"
        );
    }

    [Fact]
    public async Task A_slug_is_free_at_once_and_what_had_it_comes_back_under_another()
    {
        using var owner = _server.WithKey(TestServer.InstanceKey);
        var first = await _server.CreateProjectAsync();
        await owner.DeleteAsync($"/api/projects/{first.Slug}");
        (await owner.PostAsync("/api/projects", new { slug = first.Slug })).Status.ShouldBe(201);
        var path = $"/api/deleted-projects/{(await WaitingAsync(owner, first.Slug)).GetProperty("id")}/restore";

        (await owner.SendAsync(HttpMethod.Post, path, "{}")).ShouldBeProblem(409, "slug_taken");
        (await owner.SendAsync(HttpMethod.Post, path, """{"slug":"No"}""")).Faults["/slug"].ShouldBe("invalid_slug");
        (await owner.PostAsync(path, new { slug = first.Slug + "-old" })).Status.ShouldBe(200);

        (await _server.WithKey(first.ApiKey).GetAsync($"/api/projects/{first.Slug}-old")).Status.ShouldBe(200);
        (await _server.WithKey(first.ApiKey).GetAsync($"/api/projects/{first.Slug}")).ShouldBeProblem(404, "unknown_project");
    }

    [Fact]
    public async Task Without_grace_a_project_is_erased_and_cannot_come_back()
    {
        using var owner = _server.WithKey(TestServer.InstanceKey);
        var (now, later) = (await _server.CreateProjectAsync(), await _server.CreateProjectAsync());

        (await owner.DeleteAsync($"/api/projects/{now.Slug}?now=true")).Status.ShouldBe(204);
        await owner.DeleteAsync($"/api/projects/{later.Slug}");
        var id = (await WaitingAsync(owner, later.Slug)).GetProperty("id").GetInt32();
        (await owner.DeleteAsync($"/api/deleted-projects/{id}")).Status.ShouldBe(204);

        (await owner.GetAsync("/api/deleted-projects")).Text.ShouldNotContain(now.Slug);
        (await owner.SendAsync(HttpMethod.Post, $"/api/deleted-projects/{id}/restore", "{}")).ShouldBeProblem(404, "unknown_project");
        foreach (var slug in new[] { now.Slug, later.Slug })
            await Cairn.Testing.Eventually.TrueAsync(() => IsErasedAsync(slug));
    }

    [Fact]
    public async Task Only_owners_of_the_instance_and_who_deleted_it_see_a_deleted_project()
    {
        using var owner = _server.WithKey(TestServer.InstanceKey);
        var project = await _server.CreateProjectAsync();
        await owner.DeleteAsync($"/api/projects/{project.Slug}");
        var id = (await WaitingAsync(owner, project.Slug)).GetProperty("id");
        using var other = await ProjectCalls.CreateAsync(_server);

        (await other.Owner.GetAsync("/api/deleted-projects")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await other.Owner.SendAsync(HttpMethod.Post, $"/api/deleted-projects/{id}/restore", "{}")).ShouldBeProblem(404, "unknown_project");
        (await other.Owner.DeleteAsync($"/api/deleted-projects/{id}")).ShouldBeProblem(404, "unknown_project");
    }

    [Fact]
    public async Task Another_time_zone_cuts_the_days_anew_at_once_and_touches_no_stored_row()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        // 20:00 UTC on the first is the second in Tokyo.
        await project.AcceptedAsync(
            new
            {
                @event = "opened",
                distinct_id = "ann",
                timestamp = "2026-10-01T20:00:00Z",
            }
        );
        var before = (await project.StoredAsync())[0].GetRawText();

        var first = await DaysAsync();
        (await DaysAsync()).ShouldBe(first); // from the cache
        await project.Owner.SendAsync(HttpMethod.Patch, project.Path(""), """{"timeZone":"Asia/Tokyo"}""");
        var second = await DaysAsync();
        await project.Owner.SendAsync(HttpMethod.Patch, project.Path(""), """{"timeZone":"UTC"}""");

        first.ShouldBe([1, 0, 0]);
        second.ShouldBe([0, 1, 0]);
        (await DaysAsync()).ShouldBe(first);
        (await project.StoredAsync())[0].GetRawText().ShouldBe(before);

        async Task<int[]> DaysAsync()
        {
            var answer = await project.Owner.PostAsync(
                project.Path("/query"),
                new
                {
                    kind = "trends",
                    range = new { from = "2026-10-01", to = "2026-10-03" },
                    interval = "day",
                    series = new[] { new { @event = "opened", measure = "count" } },
                }
            );
            answer.Status.ShouldBe(200, answer.Text);
            return
            [
                .. answer
                    .Json.GetProperty("series")[0]
                    .GetProperty("points")
                    .EnumerateArray()
                    .Select(p => p.GetProperty("value").GetInt32()),
            ];
        }
    }

    private static async Task<JsonElement> WaitingAsync(Http http, string slug) =>
        (await http.GetAsync("/api/deleted-projects"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Single(p => p.GetProperty("slug").GetString() == slug);

    private async Task<bool> IsErasedAsync(string slug)
    {
        await using var database = NpgsqlDataSource.Create(_server.Postgres);
        await using var command = database.CreateCommand("SELECT erased_at IS NOT NULL FROM projects WHERE slug = $1");
        command.Parameters.AddWithValue(slug);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
