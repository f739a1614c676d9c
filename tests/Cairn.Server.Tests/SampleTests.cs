using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests;

public sealed class SampleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Sample_data_is_there_within_seconds_and_asked_for_twice_stored_once()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var path = project.Path("/sample");
        var before = (await project.Owner.GetAsync(path)).Json;
        (before.GetProperty("state").GetString(), before.GetProperty("startedAt").ValueKind).ShouldBe(("none", JsonValueKind.Null));

        var started = await project.Owner.SendAsync(HttpMethod.Post, path);
        started.Status.ShouldBe(202, started.Text);
        var total = started.Json.GetProperty("total").GetInt32();
        total.ShouldBeInRange(20_000, 60_000);
        (await project.Owner.SendAsync(HttpMethod.Post, path)).Status.ShouldBe(202); // while it runs: the same
        var done = await OverAsync(project);

        done.GetProperty("state").GetString().ShouldBe("done", done.GetRawText());
        done.GetProperty("sent").GetInt32().ShouldBe(total);
        done.GetProperty("duplicates").GetInt32().ShouldBe(0);
        (await CountAsync(project)).ShouldBe(total);

        await project.Owner.SendAsync(HttpMethod.Post, path);
        var again = await OverAsync(project);
        again.GetProperty("duplicates").GetInt32().ShouldBe(total);
        (await CountAsync(project)).ShouldBe(total);
    }

    [Fact]
    public async Task Loading_can_be_cancelled_and_what_is_stored_stays()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var path = project.Path("/sample");
        (await project.Owner.DeleteAsync(path)).ShouldBeProblem(409, "not_running");
        await project.Owner.SendAsync(HttpMethod.Post, path);

        (await project.Owner.DeleteAsync(path)).Status.ShouldBe(200);

        var over = await OverAsync(project);
        over.GetProperty("state").GetString().ShouldBe("cancelled");
        await project.DrainedAsync();
        (await CountAsync(project)).ShouldBe(over.GetProperty("sent").GetInt32());
        await project.Owner.SendAsync(HttpMethod.Post, path);
        (await OverAsync(project)).GetProperty("state").GetString().ShouldBe("done");
        (await CountAsync(project)).ShouldBe(over.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task It_takes_the_role_admin()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var analyst = await project.WithRoleAsync("analyst");
        (await analyst.SendAsync(HttpMethod.Post, project.Path("/sample"))).ShouldBeProblem(403, "role_too_low");
        (await analyst.GetAsync(project.Path("/sample"))).Status.ShouldBe(200);
    }

    private static async Task<JsonElement> OverAsync(ProjectCalls project)
    {
        JsonElement answer = default;
        await Eventually.TrueAsync(async () =>
        {
            answer = (await project.Owner.GetAsync(project.Path("/sample"))).Json;
            return answer.GetProperty("finishedAt").ValueKind is not JsonValueKind.Null;
        });
        return answer;
    }

    private static async Task<int> CountAsync(ProjectCalls project)
    {
        var answer = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/query"),
            """{"kind":"trends","range":{"from":"all"},"interval":"month","series":[{"event":"$identify","measure":"count"},{"event":null,"measure":"count"},{"event":"$group","measure":"count"},{"event":"$set","measure":"count"},{"event":"$alias","measure":"count"}]}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("series").EnumerateArray().Sum(s => s.GetProperty("total").GetInt32());
    }
}
