using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class BoardTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_board_is_made_changed_listed_duplicated_and_removed()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var report = await project.ReportAsync();
        var made = await project.BoardAsync(
            BoardCalls.ReportTile(report)
                + """,{"kind":"text","text":"Hello","title":"Note","view":"plain","layout":{"x":6,"y":0,"w":6,"h":2}}"""
        );
        (made.GetProperty("version").GetInt32(), made.GetProperty("createdBy").GetString()).ShouldBe((1, "First API key"));
        made.GetProperty("settings").GetRawText().ShouldBe("""{"range":null,"filter":null,"refreshSeconds":60}""");
        var path = project.BoardPath(made);

        var tiles = (await project.Owner.GetAsync(path)).Json.GetProperty("tiles");
        tiles[0].GetProperty("report").GetProperty("name").GetString().ShouldBe("Sales");
        tiles[0].GetProperty("report").GetProperty("query").GetRawText().ShouldBe(BoardCalls.Buys);
        tiles[0].GetProperty("layout").GetRawText().ShouldBe("""{"x":0,"y":0,"w":6,"h":4}""");
        tiles[1].GetProperty("text").GetString().ShouldBe("Hello");
        tiles[1].GetProperty("report").ValueKind.ShouldBe(JsonValueKind.Null);
        tiles[1].GetProperty("id").GetString().ShouldNotBeNullOrEmpty();

        var changed = await project.Owner.SendAsync(
            HttpMethod.Put,
            path,
            """{"version":1,"name":"Renamed","description":"All","tiles":[]}"""
        );
        changed.Json.GetProperty("version").GetInt32().ShouldBe(2, changed.Text);
        var copy = await project.Owner.SendAsync(HttpMethod.Post, path + "/duplicate", "{}");
        copy.Json.GetProperty("name").GetString().ShouldBe("Renamed (copy)", copy.Text);

        var page = (await project.Owner.GetAsync(project.Path("/boards?limit=1"))).Json;
        page.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("Renamed (copy)");
        var rest = (await project.Owner.GetAsync(project.Path("/boards?cursor=" + page.GetProperty("next").GetString()))).Json;
        rest.GetProperty("items")[0].GetProperty("tileCount").GetInt32().ShouldBe(0);
        (await project.Owner.DeleteAsync(path)).Status.ShouldBe(204);
        (await project.Owner.GetAsync(path)).ShouldBeProblem(404, "unknown_board");
        (await project.Owner.GetAsync(project.Path("/boards"))).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_changes_to_one_version_the_second_is_told_what_the_first_made()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var path = project.BoardPath(await project.BoardAsync());
        (await project.Owner.SendAsync(HttpMethod.Put, path, """{"version":1,"name":"First"}""")).Status.ShouldBe(200);

        var second = await project.Owner.SendAsync(HttpMethod.Put, path, """{"version":1,"name":"Second"}""");

        second.ShouldBeProblem(409, "version_conflict");
        second.Json.GetProperty("current").GetProperty("name").GetString().ShouldBe("First");
    }

    [Fact]
    public async Task Tiles_are_added_where_there_is_room_also_by_many_at_once()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var report = await project.ReportAsync();
        var path = project.BoardPath(await project.BoardAsync(BoardCalls.ReportTile(report)));

        var beside = await project.Owner.SendAsync(HttpMethod.Post, path + "/tiles", $$"""{"kind":"report","reportId":"{{report}}"}""");
        beside.Status.ShouldBe(201, beside.Text);
        beside.Json.GetProperty("tiles")[1].GetProperty("layout").GetRawText().ShouldBe("""{"x":6,"y":0,"w":6,"h":4}""");
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(i => project.Owner.SendAsync(HttpMethod.Post, path + "/tiles", $$"""{"kind":"text","text":"{{i}}"}"""))
        );

        var tiles = (await project.Owner.GetAsync(path)).Json.GetProperty("tiles");
        tiles.GetArrayLength().ShouldBe(6);
        tiles.EnumerateArray().Select(t => t.GetProperty("layout").GetRawText()).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task A_tile_is_answered_under_the_boards_range_and_filter()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(
            new
            {
                @event = "buy",
                distinct_id = "ada",
                properties = new { plan = "pro" },
            },
            new
            {
                @event = "buy",
                distinct_id = "bert",
                properties = new { plan = "free" },
            },
            new
            {
                @event = "buy",
                distinct_id = "cleo",
                properties = new { plan = "pro" },
                timestamp = DateTimeOffset.UtcNow.AddDays(-20),
            }
        );
        await project.DrainedAsync();
        var report = await project.ReportAsync();
        var tile = BoardCalls.ReportTile(report);
        var plain = project.BoardPath(await project.BoardAsync(tile)) + "/tiles/sales/answer";
        var filtered =
            project.BoardPath(
                await project.BoardAsync(tile, """{"filter":{"property":"plan","op":"eq","value":"pro"},"range":{"from":"-30d"}}""")
            ) + "/tiles/sales/answer";

        (await project.Owner.GetAsync(plain)).Total().ShouldBe(2);
        (await project.Owner.GetAsync(filtered)).Total().ShouldBe(2);
        (await project.Owner.SendAsync(HttpMethod.Post, filtered)).Total().ShouldBe(2);
        (await project.Owner.SendAsync(HttpMethod.Post, plain, """{"filter":{"property":"plan","op":"eq","value":"free"}}"""))
            .Total()
            .ShouldBe(1);
        (await project.Owner.SendAsync(HttpMethod.Post, filtered, "{}")).Total().ShouldBe(2);
        (await project.Owner.SendAsync(HttpMethod.Post, filtered, """{"range":{"from":"-30d"}}""")).Total().ShouldBe(3);
        (await project.Owner.GetAsync(plain + "?maxAge=60")).Json.GetProperty("meta").GetProperty("cached").GetBoolean().ShouldBeTrue();
        var wrong = await project.Owner.SendAsync(HttpMethod.Post, plain, """{"range":{"from":"-7x"},"filter":{"cohort":"none"}}""");
        wrong.ShouldBeProblem(400, "invalid_input");
        wrong.Faults["/range/from"].ShouldBe("invalid_time");
        wrong.Faults["/filter/cohort"].ShouldBe("unknown_cohort");
    }

    [Fact]
    public async Task A_removed_report_leaves_its_tile_which_says_so()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var report = await project.ReportAsync();
        var tile = BoardCalls.ReportTile(report);
        var path = project.BoardPath(
            await project.BoardAsync(tile + """,{"id":"note","kind":"text","text":"","layout":{"x":0,"y":4,"w":1,"h":1}}""")
        );
        (await project.Owner.DeleteAsync(project.Path("/reports/" + report))).Status.ShouldBe(204);

        var seen = (await project.Owner.GetAsync(path)).Json.GetProperty("tiles")[0];
        seen.GetProperty("reportId").GetString().ShouldBe(report);
        seen.GetProperty("report").ValueKind.ShouldBe(JsonValueKind.Null);
        (await project.Owner.GetAsync(path + "/tiles/sales/answer")).ShouldBeProblem(404, "report_removed");
        (await project.Owner.GetAsync(path + "/tiles/note/answer")).ShouldBeProblem(404, "no_question");
        (await project.Owner.GetAsync(path + "/tiles/none/answer")).ShouldBeProblem(404, "unknown_tile");
        (await project.Owner.SendAsync(HttpMethod.Put, path, $$"""{"version":1,"name":"Moved","tiles":[{{tile}}]}""")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{}""", "/name", "required")]
    [InlineData("""{"name":"x","tiles":[{"kind":"chart","layout":LAYOUT}]}""", "/tiles/0/kind", "unknown_value")]
    [InlineData("""{"name":"x","tiles":[{"kind":"report","layout":LAYOUT}]}""", "/tiles/0/reportId", "required")]
    [InlineData(
        """{"name":"x","tiles":[{"kind":"report","reportId":"00000000-0000-0000-0000-000000000001","layout":LAYOUT}]}""",
        "/tiles/0/reportId",
        "unknown_report"
    )]
    [InlineData("""{"name":"x","tiles":[{"kind":"text","text":"a"}]}""", "/tiles/0/layout", "required")]
    [InlineData(
        """{"name":"x","tiles":[{"kind":"text","text":"a","layout":{"x":8,"y":0,"w":6,"h":1}}]}""",
        "/tiles/0/layout/w",
        "out_of_range"
    )]
    [InlineData(
        """{"name":"x","tiles":[{"id":"a","kind":"text","text":"","layout":LAYOUT},{"id":"a","kind":"text","text":"","layout":LAYOUT}]}""",
        "/tiles/1/id",
        "duplicate_id"
    )]
    [InlineData("""{"name":"x","settings":{"range":{"from":"yesteryear"}}}""", "/settings/range/from", "invalid_time")]
    [InlineData("""{"name":"x","settings":{"filter":{"property":"a","op":"is"}}}""", "/settings/filter/op", "unknown_value")]
    [InlineData("""{"name":"x","settings":{"refreshSeconds":1}}""", "/settings/refreshSeconds", "out_of_range")]
    [InlineData("""{"name":"x","title":"y"}""", "/title", "unknown_field")]
    public async Task A_board_with_faults_is_not_made(string body, string pointer, string code)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/boards"),
            body.Replace("LAYOUT", """{"x":0,"y":0,"w":1,"h":1}""")
        );
        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    [Fact]
    public async Task A_board_has_bounds()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        string Text(int length) => $$$"""{"kind":"text","text":"{{{new string('a', length)}}}","layout":{"x":0,"y":0,"w":1,"h":1}}""";
        var many = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/boards"),
            $$"""{"name":"x","tiles":[{{string.Join(',', Enumerable.Repeat(Text(1), 101))}}]}"""
        );
        many.Faults["/tiles"].ShouldBe("too_many");
        var full = project.BoardPath(await project.BoardAsync(string.Join(',', Enumerable.Repeat(Text(1), 100))));
        (await project.Owner.SendAsync(HttpMethod.Post, full + "/tiles", Text(1))).Faults[""].ShouldBe("too_many");
        var long_ = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/boards"),
            $$"""{"name":"x","tiles":[{{Text(10_001)}}]}"""
        );
        long_.Faults["/tiles/0/text"].ShouldBe("wrong_length");
    }

    [Fact]
    public async Task Another_projects_board_and_report_are_unknown()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var other = await ProjectCalls.CreateAsync(_server);
        var report = await project.ReportAsync();
        var board = await project.BoardAsync(BoardCalls.ReportTile(report));
        foreach (var rest in new[] { "", "/tiles/sales/answer", "/links" })
            (await other.Owner.GetAsync(other.BoardPath(board) + rest)).ShouldBeProblem(404, "unknown_board");
        var own = other.BoardPath(await other.BoardAsync());
        var stolen = await other.Owner.SendAsync(HttpMethod.Post, own + "/tiles", $$"""{"kind":"report","reportId":"{{report}}"}""");
        stolen.Faults["/reportId"].ShouldBe("unknown_report");
    }
}
