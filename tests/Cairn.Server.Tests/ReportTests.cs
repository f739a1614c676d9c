using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class ReportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Question =
        """{"kind":"trends","range":{"from":"-7d"},"interval":"day","series":[{"event":"buy","measure":"count"}]}""";

    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_report_is_saved_answered_listed_and_removed()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(new { @event = "buy", distinct_id = "ada" });
        await project.DrainedAsync();

        var made = await SaveAsync(project, "Sales");
        made.GetProperty("version").GetInt32().ShouldBe(1);
        made.GetProperty("kind").GetString().ShouldBe("trends");
        made.GetProperty("createdBy").GetString().ShouldBe("First API key");
        made.GetProperty("query").GetRawText().ShouldBe(Question);
        var path = project.Path("/reports/" + made.GetProperty("id").GetString());

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var answer = await project.Owner.SendAsync(method, path + "/answer");
            answer.Status.ShouldBe(200, answer.Text);
            answer.Json.GetProperty("series")[0].GetProperty("total").GetInt32().ShouldBe(1);
        }

        await SaveAsync(project, "More");
        var page = (await project.Owner.GetAsync(project.Path("/reports?limit=1"))).Json;
        page.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("More");
        var rest = (await project.Owner.GetAsync(project.Path("/reports?cursor=" + page.GetProperty("next").GetString()))).Json;
        rest.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("Sales");
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        (await project.Owner.DeleteAsync(path)).Status.ShouldBe(204);
        (await project.Owner.GetAsync(path)).ShouldBeProblem(404, "unknown_report");
        (await project.Owner.GetAsync(project.Path("/reports"))).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_changes_to_one_version_the_second_is_told_what_the_first_made()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var path = project.Path("/reports/" + (await SaveAsync(project, "Sales")).GetProperty("id").GetString());

        var first = await ChangeAsync(project, path, 1, "Sales, better");
        first.Json.GetProperty("version").GetInt32().ShouldBe(2, first.Text);
        var second = await ChangeAsync(project, path, 1, "Sales, worse");

        second.ShouldBeProblem(409, "version_conflict");
        second.Json.GetProperty("current").GetProperty("name").GetString().ShouldBe("Sales, better");
        (await ChangeAsync(project, path, 2, "Sales, best")).Json.GetProperty("version").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Every_version_stays_and_can_be_restored()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var path = project.Path("/reports/" + (await SaveAsync(project, "One")).GetProperty("id").GetString());
        await ChangeAsync(project, path, 1, "Two");

        var restored = await project.Owner.SendAsync(HttpMethod.Post, path + "/versions/1/restore", "{}");

        restored.Json.GetProperty("name").GetString().ShouldBe("One", restored.Text);
        var versions = (await project.Owner.GetAsync(path + "/versions")).Json.GetProperty("items").EnumerateArray();
        versions.Select(v => $"{v.GetProperty("version")} {v.GetProperty("name")}").ShouldBe(["3 One", "2 Two", "1 One"]);
        (await project.Owner.GetAsync(path + "/versions/2")).Json.GetProperty("name").GetString().ShouldBe("Two");
        (await project.Owner.GetAsync(path + "/versions/9")).ShouldBeProblem(404, "unknown_version");
        var copy = await project.Owner.SendAsync(HttpMethod.Post, path + "/duplicate", "{}");
        copy.Status.ShouldBe(201, copy.Text);
        copy.Json.GetProperty("name").GetString().ShouldBe("One (copy)");
        copy.Json.GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "/query", "required")]
    [InlineData("""{"query":{"kind":"trends"}}""", "/name", "required")]
    [InlineData("""{"name":"x","query":{"kind":"tends"}}""", "/query/kind", "unknown_kind")]
    [InlineData("""{"name":"x","query":{"kind":"trends","range":{"from":"-7d"}}}""", "/query/series", "required")]
    [InlineData("""{"name":"x","kind":"funnel","query":QUESTION}""", "/kind", "invalid_value")]
    [InlineData(
        """{"name":"x","query":{"kind":"trends","range":{"from":"-7d"},"filter":{"cohort":"none"},"series":[{"event":"a","measure":"count"}]}}""",
        "/query/filter/cohort",
        "unknown_cohort"
    )]
    [InlineData(
        """{"name":"x","query":{"kind":"trends","range":{"from":"-7d"},"filter":{"property":"a","op":"regex","value":"("},"series":[{"event":"a","measure":"count"}]}}""",
        "/query/filter",
        "invalid_regex"
    )]
    public async Task A_question_with_faults_is_not_saved(string body, string pointer, string code)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await project.Owner.SendAsync(HttpMethod.Post, project.Path("/reports"), body.Replace("QUESTION", Question));
        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    [Fact]
    public async Task Another_projects_report_is_unknown()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var other = await ProjectCalls.CreateAsync(_server);
        var id = (await SaveAsync(project, "Mine")).GetProperty("id").GetString();
        foreach (var rest in new[] { "", "/answer", "/versions" })
            (await other.Owner.GetAsync(other.Path($"/reports/{id}{rest}"))).ShouldBeProblem(404, "unknown_report");
    }

    private static async Task<JsonElement> SaveAsync(ProjectCalls project, string name)
    {
        var made = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/reports"),
            $$"""{"name":"{{name}}","query":{{Question}}}"""
        );
        made.Status.ShouldBe(201, made.Text);
        return made.Json;
    }

    private static Task<Answer> ChangeAsync(ProjectCalls project, string path, int version, string name) =>
        project.Owner.SendAsync(HttpMethod.Put, path, $$"""{"version":{{version}},"name":"{{name}}","query":{{Question}}}""");
}
