using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class SharedBoardTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Secret =
        """{"kind":"trends","range":{"from":"-7d"},"interval":"day","filter":{"property":"plan","op":"neq","value":"hush-hush"},"series":[{"event":"buy","measure":"count"}]}""";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Who_has_the_link_reads_the_board_and_its_answers_without_an_account()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(new { @event = "buy", distinct_id = "ada" });
        await project.DrainedAsync();
        var board = await project.BoardAsync(
            BoardCalls.ReportTile(await project.ReportAsync("Sales", Secret))
                + """,{"id":"note","kind":"text","text":"Hello","layout":{"x":6,"y":0,"w":6,"h":2}}"""
        );
        var made = await project.Owner.SendAsync(HttpMethod.Post, project.BoardPath(board) + "/links");
        made.Status.ShouldBe(201, made.Text);
        var token = made.Json.GetProperty("token").GetString()!;
        token.Length.ShouldBe("cbl_".Length + 43); // 256 bits in base64url
        using var stranger = _server.WithKey(null);

        var seen = await stranger.GetAsync("/api/shared/" + token);
        seen.Status.ShouldBe(200, seen.Text);
        seen.Headers["Cache-Control"].ShouldBe("no-store");
        seen.Json.GetProperty("name").GetString().ShouldBe("Main");
        seen.Json.GetProperty("project").GetProperty("timeZone").GetString().ShouldBe("UTC");
        seen.Json.GetProperty("tiles")[0]
            .GetProperty("report")
            .GetProperty("shape")
            .GetRawText()
            .ShouldBe("""{"kind":"trends","interval":"day","series":[{"event":null,"measure":"count"}]}""");

        var answer = await stranger.GetAsync($"/api/shared/{token}/tiles/sales/answer");
        answer.Total().ShouldBe(1);
        foreach (var text in new[] { seen.Text, answer.Text })
        {
            foreach (var secret in new[] { "hush-hush", "SELECT", "@example.com", "First API key", "cwk_", "csk_", "distinct" })
                text.ShouldNotContain(secret);
        }
        (await stranger.GetAsync($"/api/shared/{token}/tiles/note/answer")).ShouldBeProblem(404, "no_question");
        (await stranger.GetAsync($"/api/shared/{token}/tiles/none/answer")).ShouldBeProblem(404, "unknown_tile");
    }

    [Fact]
    public async Task A_revoked_link_an_unknown_one_and_one_to_a_removed_board_or_project_look_the_same()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var report = BoardCalls.ReportTile(await project.ReportAsync());
        using var stranger = _server.WithKey(null);
        var (kept, revoked) = (
            await LinkAsync(project, await project.BoardAsync(report)),
            await LinkAsync(project, await project.BoardAsync(report))
        );
        (await stranger.GetAsync("/api/shared/" + revoked.Token)).Status.ShouldBe(200);
        (await stranger.GetAsync($"/api/shared/{revoked.Token}/tiles/sales/answer")).Status.ShouldBe(200);

        (await project.Owner.DeleteAsync(revoked.Path)).Status.ShouldBe(204);
        var removed = await project.BoardAsync(report);
        var ofRemoved = await LinkAsync(project, removed);
        (await project.Owner.DeleteAsync(project.BoardPath(removed))).Status.ShouldBe(204);

        var unknown = await stranger.GetAsync("/api/shared/cbl_" + new string('A', 43));
        unknown.ShouldBeProblem(404, "unknown_link");
        foreach (var token in new[] { revoked.Token, ofRemoved.Token, "x", "csk_" + new string('A', 43) })
        {
            (await stranger.GetAsync("/api/shared/" + token)).Text.ShouldBe(unknown.Text);
            (await stranger.GetAsync($"/api/shared/{token}/tiles/sales/answer")).Text.ShouldBe(unknown.Text);
        }
        (await stranger.GetAsync("/api/shared/" + kept.Token)).Status.ShouldBe(200);
        (await project.Owner.DeleteAsync(project.Path(""))).Status.ShouldBe(204);
        (await stranger.GetAsync("/api/shared/" + kept.Token)).Text.ShouldBe(unknown.Text);
    }

    [Fact]
    public async Task The_token_is_no_key_and_opens_nothing_else()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var board = await project.BoardAsync(BoardCalls.ReportTile(await project.ReportAsync()));
        var link = await LinkAsync(project, board);
        using var holder = _server.WithKey(link.Token);
        foreach (
            var path in new[]
            {
                "",
                "/events",
                "/reports",
                "/boards",
                "/overview",
                "/keys",
                "/boards/" + board.GetProperty("id").GetString(),
            }
        )
            (await holder.GetAsync(project.Path(path))).ShouldBeProblem(401, "unknown_key");
        (await holder.GetAsync("/api/projects")).ShouldBeProblem(401, "unknown_key");
        (await holder.PostAsync("/ingest/events", new { @event = "x", distinct_id = "y" })).Status.ShouldBe(401);
        using var stranger = _server.WithKey(null);
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
            (await stranger.SendAsync(method, "/api/shared/" + link.Token, "{}")).Status.ShouldBe(405);
        foreach (var rest in new[] { "/tiles", "/links", "/query", "/tiles/sales", "/tiles/sales/persons" })
            (await stranger.GetAsync("/api/shared/" + link.Token + rest)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Nothing_that_a_stranger_sends_changes_the_question()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(new { @event = "buy", distinct_id = "ada" });
        await project.DrainedAsync();
        var link = await LinkAsync(project, await project.BoardAsync(BoardCalls.ReportTile(await project.ReportAsync())));
        using var stranger = _server.WithKey(null);
        var path = $"/api/shared/{link.Token}/tiles/sales/answer";
        (await stranger.GetAsync(path + "?refresh=true&range=-1d&filter={}&maxAge=x")).Total().ShouldBe(1);
        (await stranger.SendAsync(HttpMethod.Get, path, """{"range":{"from":"2000-01-01"},"filter":{"or":[]}}""")).Total().ShouldBe(1);
    }

    [Fact]
    public async Task Links_are_listed_without_their_tokens_and_tell_when_they_were_used()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var board = await project.BoardAsync();
        var link = await LinkAsync(project, board);
        (await Links())[0].GetProperty("lastUsedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        using var stranger = _server.WithKey(null);
        await stranger.GetAsync("/api/shared/" + link.Token);

        var listed = (await Links())[0];

        listed.GetProperty("createdBy").GetString().ShouldBe("First API key");
        listed.GetProperty("lastUsedAt").ValueKind.ShouldBe(JsonValueKind.String);
        listed.GetProperty("revokedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.GetProperty("token").ValueKind.ShouldBe(JsonValueKind.Null);
        (await project.Owner.GetAsync(project.Path("/boards")))
            .Json.GetProperty("items")[0]
            .GetProperty("isShared")
            .GetBoolean()
            .ShouldBeTrue();
        (await project.Owner.DeleteAsync(link.Path)).Status.ShouldBe(204);
        (await Links())[0].GetProperty("revokedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await project.Owner.DeleteAsync(project.BoardPath(board) + "/links/" + Guid.Empty)).ShouldBeProblem(404, "unknown_link");

        async Task<JsonElement> Links() => (await project.Owner.GetAsync(project.BoardPath(board) + "/links")).Json.GetProperty("items");
    }

    [Fact]
    public async Task Guessing_is_limited()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        using var stranger = server.WithKey(null);
        var answers = new List<int>();
        for (var i = 0; i < 620 && !answers.Contains(429); i++)
            answers.Add((await stranger.GetAsync("/api/shared/guess-" + i)).Status);
        answers.ShouldContain(429);
        answers.Count.ShouldBeGreaterThan(500);
    }

    private static async Task<(string Token, string Path)> LinkAsync(ProjectCalls project, JsonElement board)
    {
        var made = await project.Owner.SendAsync(HttpMethod.Post, project.BoardPath(board) + "/links");
        made.Status.ShouldBe(201, made.Text);
        return (
            made.Json.GetProperty("token").GetString()!,
            project.BoardPath(board) + "/links/" + made.Json.GetProperty("id").GetString()
        );
    }
}
