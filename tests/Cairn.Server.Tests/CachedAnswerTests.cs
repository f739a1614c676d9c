using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>Answers from memory are never stale without saying so.</summary>
public sealed class CachedAnswerTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task The_same_question_is_answered_from_memory_until_the_data_changes()
    {
        using var project = await ShopAsync();

        Tell(await AskAsync(project)).ShouldBe((1, false, false));
        var again = await AskAsync(project);
        Tell(again).ShouldBe((1, true, false));
        again.GetProperty("meta").GetProperty("freshness").GetProperty("waiting").GetInt64().ShouldBe(0);
        again.GetProperty("meta").GetProperty("freshness").GetProperty("storedUpTo").GetDateTimeOffset().ShouldBeGreaterThan(default);

        await BuyAsync(project);
        Tell(await AskAsync(project)).ShouldBe((2, false, false));
    }

    [Fact]
    public async Task An_older_answer_is_given_where_allowed_and_says_that_it_is_older()
    {
        using var project = await ShopAsync();
        await AskAsync(project);
        await BuyAsync(project);

        Tell(await AskAsync(project, "?maxAge=600")).ShouldBe((1, true, true));
        Tell(await AskAsync(project, "?maxAge=600&refresh=true")).ShouldBe((2, false, false));
        Tell(await AskAsync(project, "?maxAge=600")).ShouldBe((2, true, false));
    }

    [Fact]
    public async Task What_persons_are_called_and_whom_they_were_merged_with_counts_as_change()
    {
        using var project = await ShopAsync();
        await project.AcceptedAsync(new { @event = "buy", distinct_id = "anon" });
        await project.DrainedAsync();
        Tell(await AskAsync(project, measure: "persons")).ShouldBe((2, false, false));

        await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "anon", into = "ada" });

        Tell(await AskAsync(project, measure: "persons")).ShouldBe((1, false, false));
    }

    [Fact]
    public async Task A_changed_cohort_or_list_counts_as_change()
    {
        using var project = await ShopAsync();
        await SendAsync(project, HttpMethod.Post, "/cohorts", """{"key":"vip","name":"vip","definition":{"static":true}}""");
        const string Filter = ""","filter":{"cohort":"vip"}""";
        Tell(await AskAsync(project, more: Filter)).ShouldBe((0, false, false));
        Tell(await AskAsync(project, more: Filter)).ShouldBe((0, true, false));

        await SendAsync(project, HttpMethod.Post, "/cohorts/vip/members", """["ada"]""");

        Tell(await AskAsync(project, more: Filter)).ShouldBe((1, false, false));
    }

    [Fact]
    public async Task Projects_never_share_answers()
    {
        using var project = await ShopAsync();
        using var empty = await ProjectCalls.CreateAsync(_server);
        await AskAsync(project);
        Tell(await AskAsync(empty)).ShouldBe((0, false, false));
    }

    [Fact]
    public async Task Wishes_are_checked_and_sources_counted()
    {
        using var project = await ShopAsync();
        var answer = await project.Owner.SendAsync(HttpMethod.Post, project.Path("/query?maxAge=soon"), Question("count", ""));
        answer.Faults.ShouldBe(new Dictionary<string, string> { ["/maxAge"] = "invalid_value" });

        await AskAsync(project);
        await AskAsync(project);
        using var anybody = _server.WithKey(TestServer.InstanceKey);
        var metrics = (await anybody.GetAsync("/metrics")).Text;
        metrics.ShouldContain("cairn_answers_total{source=\"cached\"}");
        metrics.ShouldContain("cairn_question_wait_seconds");
    }

    private async Task<ProjectCalls> ShopAsync()
    {
        var project = await ProjectCalls.CreateAsync(_server);
        await BuyAsync(project);
        return project;
    }

    private static async Task BuyAsync(ProjectCalls project)
    {
        await project.AcceptedAsync(new { @event = "buy", distinct_id = "ada" });
        await project.DrainedAsync();
    }

    private static async Task<JsonElement> AskAsync(ProjectCalls project, string wishes = "", string measure = "count", string more = "") =>
        (await SendAsync(project, HttpMethod.Post, "/query" + wishes, Question(measure, more))).Json;

    private static string Question(string measure, string more) =>
        $$"""{"kind":"trends","range":{"from":"-7d"},"interval":"day"{{more}},"series":[{"event":"buy","measure":"{{measure}}"}]}""";

    private static async Task<Answer> SendAsync(ProjectCalls project, HttpMethod method, string path, string body)
    {
        var answer = await project.Owner.SendAsync(method, project.Path(path), body);
        answer.Status.ShouldBeInRange(200, 201, answer.Text);
        return answer;
    }

    /// <summary>The number, whether it came from memory, and whether it says that it is older than the data.</summary>
    private static (int Total, bool IsCached, bool IsOutdated) Tell(JsonElement answer) =>
        (
            (int)answer.GetProperty("series")[0].GetProperty("total").GetDouble(),
            answer.GetProperty("meta").GetProperty("cached").GetBoolean(),
            answer.GetProperty("meta").GetProperty("outdated").GetBoolean()
        );
}
