using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class CohortTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_cohort_is_made_listed_changed_counted_and_removed()
    {
        using var project = await ShopAsync();

        var made = await PostAsync(project, "/cohorts", """{"name":"Big Spenders","definition":{"did":{"event":"buy"},"atLeast":2}}""");
        made.Status.ShouldBe(201, made.Text);
        made.Json.GetProperty("key").GetString().ShouldBe("big-spenders");
        made.Json.GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null);
        var id = made.Json.GetProperty("id").GetString();

        (await project.Owner.GetAsync(project.Path("/cohorts"))).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await PostAsync(project, "/cohorts/big-spenders/refresh", "{}")).Json.GetProperty("count").GetInt32().ShouldBe(1);
        (await project.Owner.GetAsync(project.Path($"/cohorts/{id}"))).Json.GetProperty("count").GetInt32().ShouldBe(1);

        var changed = await project.Owner.SendAsync(
            HttpMethod.Put,
            project.Path($"/cohorts/{id}"),
            """{"name":"Spenders","definition":{"did":{"event":"buy"}}}"""
        );
        changed.Status.ShouldBe(200, changed.Text);
        changed.Json.GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null, "the definition is another one");
        var persons = await project.Owner.GetAsync(project.Path("/cohorts/big-spenders/persons?limit=1"));
        persons.Json.GetProperty("items").GetArrayLength().ShouldBe(1, persons.Text);
        var next = persons.Json.GetProperty("next").GetString();
        var rest = await project.Owner.GetAsync(project.Path($"/cohorts/big-spenders/persons?cursor={next}"));
        rest.Json.GetProperty("items").GetArrayLength().ShouldBe(1, rest.Text);

        (await project.Owner.DeleteAsync(project.Path("/cohorts/big-spenders"))).Status.ShouldBe(204);
        (await project.Owner.GetAsync(project.Path("/cohorts/big-spenders"))).ShouldBeProblem(404, "unknown_cohort");
    }

    [Fact]
    public async Task A_question_goes_by_the_members_of_its_own_moment()
    {
        using var project = await ShopAsync();
        await MakeAsync(project, "twice", """{"did":{"event":"buy"},"atLeast":2}""");

        (await BuysAsync(project, """{"cohort":"twice"}""")).ShouldBe(2);
        await project.AcceptedAsync(new { @event = "buy", distinct_id = "bert" });
        await project.DrainedAsync();
        (await BuysAsync(project, """{"cohort":"twice"}""")).ShouldBe(4);
        (await BuysAsync(project, """{"cohort":"twice","in":false}""")).ShouldBe(0);
    }

    [Fact]
    public async Task A_list_keeps_and_reports_ids_nobody_has()
    {
        using var project = await ShopAsync();
        await MakeAsync(project, "vip", """{"static":true}""");

        var json = await project.Owner.SendAsync(HttpMethod.Put, project.Path("/cohorts/vip/members"), """["ada","ghost"]""");
        json.Status.ShouldBe(200, json.Text);
        json.Json.GetProperty("total").GetInt32().ShouldBe(2);
        json.Json.GetProperty("unknown").EnumerateArray().Select(i => i.GetString()).ShouldBe(["ghost"]);
        (await BuysAsync(project, """{"cohort":"vip"}""")).ShouldBe(2);

        var csv = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/cohorts/vip/members"),
            "distinct_id,name\n\"bert\",Bert\n\nada,Ada\n",
            "text/csv"
        );
        csv.Json.GetProperty("received").GetInt32().ShouldBe(2, csv.Text);
        csv.Json.GetProperty("total").GetInt32().ShouldBe(3, csv.Text);
        (await BuysAsync(project, """{"cohort":"vip"}""")).ShouldBe(3);

        await project.AcceptedAsync(new { @event = "buy", distinct_id = "ghost" });
        await project.DrainedAsync();
        (await BuysAsync(project, """{"cohort":"vip"}""")).ShouldBe(4, "somebody came with the id");

        (await PostAsync(project, "/cohorts/vip/members/remove", """{"distinctIds":["ada"]}""")).Status.ShouldBe(200);
        var list = await project.Owner.GetAsync(project.Path("/cohorts/vip/members"));
        list.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("distinctId").GetString()).ShouldBe(["bert", "ghost"]);
        (await project.Owner.SendAsync(HttpMethod.Put, project.Path("/cohorts/vip/members"), """["",1]""")).Faults.Keys.ShouldBe([
            "/0",
            "/1",
        ]);
    }

    [Fact]
    public async Task Cohorts_that_name_each_other_make_no_circle_and_are_not_pulled_away()
    {
        using var project = await ShopAsync();
        await MakeAsync(project, "a", """{"did":{"event":"buy"}}""");
        await MakeAsync(project, "b", """{"not":{"cohort":"a"}}""");

        var circle = await project.Owner.SendAsync(
            HttpMethod.Put,
            project.Path("/cohorts/a"),
            """{"name":"a","definition":{"or":[{"cohort":"b"}]}}"""
        );

        circle.Faults.ShouldBe(new Dictionary<string, string> { ["/definition/or/0/cohort"] = "cohort_cycle" });
        circle.Text.ShouldContain("a → b → a");
        (await project.Owner.DeleteAsync(project.Path("/cohorts/a"))).ShouldBeProblem(409, "cohort_in_use");
        (await PostAsync(project, "/cohorts", """{"key":"a","name":"x","definition":{"cohort":"b"}}""")).ShouldBeProblem(409, "key_taken");
    }

    [Fact]
    public async Task An_unknown_cohort_is_told_with_its_place_and_a_near_name()
    {
        using var project = await ShopAsync();
        await MakeAsync(project, "buyers", """{"did":{"event":"buy"}}""");

        var answer = await PostAsync(
            project,
            "/query",
            """{"kind":"trends","range":{"from":"-7d"},"interval":"day","series":[{"event":"buy","measure":"count","where":{"cohort":"buyer"}}]}"""
        );

        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults.ShouldBe(new Dictionary<string, string> { ["/series/0/where/cohort"] = "unknown_cohort" });
        answer.Text.ShouldContain("buyers");
        (await project.Owner.GetAsync(project.Path("/events?filter={\"cohort\":\"buyers\"}"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Faults_of_a_definition_name_their_place()
    {
        using var project = await ShopAsync();
        var answer = await PostAsync(
            project,
            "/cohorts",
            """{"name":"","definition":{"and":[{"did":{"event":"buy","where":{"property":"a","op":"regex","value":"("}}}]}}"""
        );
        answer.Faults.ShouldBe(
            new Dictionary<string, string> { ["/name"] = "wrong_length", ["/definition/and/0/did/where"] = "invalid_regex" },
            ignoreOrder: true
        );
        (await PostAsync(project, "/cohorts/preview", """{"definition":{"did":{"event":"buy"}}}"""))
            .Json.GetProperty("count")
            .GetInt32()
            .ShouldBe(2);
    }

    [Fact]
    public async Task Another_project_does_not_see_it()
    {
        using var project = await ShopAsync();
        using var other = await ShopAsync();
        await MakeAsync(project, "mine", """{"did":{"event":"buy"}}""");
        (await other.Owner.GetAsync(other.Path("/cohorts/mine"))).ShouldBeProblem(404, "unknown_cohort");
        (await PostAsync(other, "/cohorts/preview", """{"definition":{"cohort":"mine"}}"""))
            .Faults["/definition/cohort"]
            .ShouldBe("unknown_cohort");
    }

    /// <summary>Ada bought twice, Bert once.</summary>
    private async Task<ProjectCalls> ShopAsync()
    {
        var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(
            new { @event = "buy", distinct_id = "ada" },
            new { @event = "buy", distinct_id = "ada" },
            new { @event = "buy", distinct_id = "bert" }
        );
        await project.DrainedAsync();
        return project;
    }

    private static async Task MakeAsync(ProjectCalls project, string key, string definition)
    {
        var made = await PostAsync(project, "/cohorts", $$"""{"key":"{{key}}","name":"{{key}}","definition":{{definition}}}""");
        made.Status.ShouldBe(201, made.Text);
    }

    private static Task<Answer> PostAsync(ProjectCalls project, string path, string body) =>
        project.Owner.SendAsync(HttpMethod.Post, project.Path(path), body);

    /// <summary>How many purchases pass the filter.</summary>
    private static async Task<int> BuysAsync(ProjectCalls project, string filter)
    {
        var answer = await PostAsync(
            project,
            "/query",
            $$"""{"kind":"trends","range":{"from":"-7d"},"interval":"day","filter":{{filter}},"series":[{"event":"buy","measure":"count"}]}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        return (int)answer.Json.GetProperty("series")[0].GetProperty("total").GetDouble();
    }
}
