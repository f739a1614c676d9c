namespace Cairn.Insights.Tests.Questions;

/// <summary>Retention, lifecycle, stickiness and paths over HTTP: shapes and faults.</summary>
public sealed class BehaviourEndpointTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    private const string _retention =
        """ "kind":"retention","range":{"from":"-3d"},"start":{"event":"buy"},"return":{"event":null},"interval":"day" """;

    [Fact]
    public async Task Retention_has_the_contract_s_shape()
    {
        var (status, body) = await server.PostAsync("query", $$"""{{{_retention}},"periods":1}""");
        status.ShouldBe(200);
        body.GetProperty("cohorts")[0].GetRawText().ShouldBe("""{"start":"2026-11-01T23:00:00Z","size":1,"counts":[1,0]}""");
        body.GetProperty("cohorts")[2].GetProperty("counts").GetRawText().ShouldBe("[1,null]");
        body.GetProperty("overall").GetRawText().ShouldBe("""[{"period":0,"rate":1},{"period":1,"rate":0}]""");
        body.TryGetProperty("breakdowns", out _).ShouldBeFalse();
        body.GetProperty("meta").GetProperty("semantics").GetArrayLength().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Lifecycle_and_stickiness_have_the_contract_s_shape()
    {
        var (_, lifecycle) = await server.PostAsync("query", """{"kind":"lifecycle","range":{"from":"-3d"},"interval":"day"}""");
        lifecycle
            .GetProperty("buckets")[1]
            .GetRawText()
            .ShouldBe("""{"t":"2026-11-02T23:00:00Z","new":1,"returning":1,"resurrecting":0,"dormant":1}""");
        var (_, stickiness) = await server.PostAsync(
            "query",
            """{"kind":"stickiness","range":{"from":"-2d"},"interval":"day","selector":{"event":null}}"""
        );
        stickiness.GetProperty("persons").GetRawText().ShouldBe("""[{"intervals":1,"persons":2},{"intervals":2,"persons":1}]""");
        stickiness.GetProperty("total").GetInt64().ShouldBe(3);
        stickiness.TryGetProperty("previous", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Paths_have_the_contract_s_shape()
    {
        var (status, body) = await server.PostAsync("query", """{"kind":"paths","range":{"from":"-3d"},"steps":2,"minEdge":2}""");
        status.ShouldBe(200);
        body.GetProperty("nodes")
            .GetRawText()
            .ShouldBe("""[{"id":"1_$pageview","name":"$pageview","step":1},{"id":"2_buy","name":"buy","step":2}]""");
        body.GetProperty("links").GetRawText().ShouldBe("""[{"from":"1_$pageview","to":"2_buy","count":2,"medianSeconds":330}]""");
    }

    [Theory]
    [InlineData("", "/periods", "required")]
    [InlineData(""","periods":0""", "/periods", "invalid_value")]
    [InlineData(""","periods":1,"cohort":"first" """, "/cohort", "unknown_value")]
    [InlineData(""","periods":1,"mode":"after" """, "/mode", "unknown_value")]
    [InlineData(""","brackets":[]""", "/brackets", "too_few")]
    [InlineData(""","brackets":[1,0]""", "/brackets/1", "invalid_value")]
    [InlineData(""","periods":1,"period":1""", "/period", "unknown_field")]
    [InlineData(""","periods":1000,"breakdowns":[{"property":"plan","limit":1000}]""", "/breakdowns", "too_many_points")]
    public async Task A_bad_retention_question_names_the_field(string fields, string pointer, string code) =>
        await FaultAsync("query", $$"""{{{_retention}}{{fields}}}""", pointer, code);

    [Theory]
    [InlineData("""{"kind":"retention","range":{"from":"-3d"},"periods":1,"interval":"minute"}""", "/interval", "unknown_value")]
    [InlineData("""{"kind":"retention","range":{"from":"-3d"},"periods":1}""", "/start", "required")]
    [InlineData("""{"kind":"lifecycle","interval":"day"}""", "/range", "required")]
    [InlineData("""{"kind":"lifecycle","range":{"from":"-3d"},"selector":{}}""", "/selector/event", "required")]
    [InlineData("""{"kind":"lifecycle","range":{"from":"-900d"},"interval":"minute"}""", "/interval", "too_many_buckets")]
    [InlineData("""{"kind":"stickiness","range":{"from":"-3d"}}""", "/selector", "required")]
    [InlineData("""{"kind":"stickiness","range":{"from":"-3d"},"selector":{"event":null},"compare":"last"}""", "/compare", "unknown_value")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"}}""", "/steps", "required")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"},"steps":21}""", "/steps", "invalid_value")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"},"steps":2,"by":"url"}""", "/by", "unknown_value")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"},"steps":2,"groups":[{"match":"/a"}]}""", "/groups/0/as", "required")]
    public async Task A_bad_question_names_the_field(string question, string pointer, string code) =>
        await FaultAsync("query", question, pointer, code);

    [Theory]
    [InlineData("""{}""", "/point/cohort", "required")]
    [InlineData("""{"cohort":"2026-11-01T22:00:00Z"}""", "/point/cohort", "unknown_value")]
    [InlineData("""{"cohort":"2026-11-01T23:00:00Z","period":9}""", "/point/period", "invalid_value")]
    public async Task A_bad_point_names_the_field(string point, string pointer, string code) =>
        await FaultAsync("query/persons", $$"""{"query":{{{_retention}},"periods":1},"point":{{point}}}""", pointer, code);

    [Theory]
    [InlineData("""{"kind":"lifecycle","range":{"from":"-3d"},"interval":"day"}""", """{"t":"2026-11-02T23:00:00Z"}""", "/point/status")]
    [InlineData("""{"kind":"lifecycle","range":{"from":"-3d"},"interval":"day"}""", """{"status":"new"}""", "/point/t")]
    [InlineData("""{"kind":"stickiness","range":{"from":"-3d"},"selector":{"event":null}}""", """{"intervals":9}""", "/point/intervals")]
    [InlineData("""{"kind":"stickiness","range":{"from":"-3d"},"selector":{"event":null}}""", """{"previous":true}""", "/point/previous")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"},"steps":2}""", """{"node":"home"}""", "/point/node")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"},"steps":2}""", """{"from":"1_a","to":"3_b"}""", "/point/to")]
    [InlineData("""{"kind":"paths","range":{"from":"-3d"},"steps":2}""", """{"from":"1_a"}""", "/point/to")]
    public async Task A_point_that_is_none_names_the_field(string question, string point, string pointer)
    {
        var (status, body) = await server.PostAsync("query/persons", $$"""{"query":{{question}},"point":{{point}}}""");
        status.ShouldBe(400);
        body.GetProperty("errors").EnumerateArray().ShouldContain(e => e.GetProperty("pointer").GetString() == pointer);
    }

    private async Task FaultAsync(string path, string json, string pointer, string code)
    {
        var (status, body) = await server.PostAsync(path, json);
        status.ShouldBe(400);
        body.GetProperty("errors")
            .EnumerateArray()
            .ShouldContain(e => e.GetProperty("pointer").GetString() == pointer && e.GetProperty("code").GetString() == code);
    }
}
