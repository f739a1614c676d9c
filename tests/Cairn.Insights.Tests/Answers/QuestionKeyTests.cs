using System.Text.Json;
using Cairn.Events;
using Cairn.Insights.Answers;
using Cairn.Query.Running;

namespace Cairn.Insights.Tests.Answers;

public sealed class QuestionKeyTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 20, 10, 7, 30, TimeSpan.Zero);

    [Fact]
    public void Spelling_does_not_matter_but_values_and_projects_do()
    {
        var key = Of("""{"kind":"trends","range":{"from":"-7d"}}""");
        Of("""{ "range": { "from": "-7d" }, "kind": "trends" }""").ShouldBe(key);
        Of("""{"kind":"trends","range":{"from":"-8d"}}""").Text.ShouldNotBe(key.Text);
        Of("""{"kind":"trends","range":{"from":"-7d"}}""", project: 2).Text.ShouldNotBe(key.Text);
    }

    [Theory]
    [InlineData("""{"range":{"from":"-7d"}}""", 15 * 60)]
    [InlineData("""{"range":{"from":"-24h"},"interval":"hour"}""", 15 * 60)]
    [InlineData("""{"range":{"from":"-30min"}}""", 60)]
    [InlineData("""{"range":{"from":"today"},"interval":"minute"}""", 60)]
    [InlineData("""{"range":{"from":"2026-11-20T10:00:00Z"}}""", 60)]
    [InlineData("""{"range":{"from":"-7d","to":"now"}}""", null)]
    public void An_answer_holds_until_something_relative_may_mean_another_thing(string body, int? seconds)
    {
        var key = Of(body);
        if (seconds is null)
            key.Moment.ShouldBeNull();
        else
            key.Moment.ShouldBe(_now.ToUnixTimeSeconds() / seconds);
    }

    [Fact]
    public void Sql_may_ask_for_anything_and_is_never_kept() => Of("""{"query":"SELECT now()"}""", kind: "sql").Moment.ShouldBeNull();

    private static QuestionKey Of(string body, uint project = 1, string kind = "trends")
    {
        var context = new ProjectContext(new ProjectId(project), "p", TimeZoneInfo.Utc, "EUR");
        return QuestionKey.Of(new Question(context, _now), kind, JsonDocument.Parse(body).RootElement);
    }
}
