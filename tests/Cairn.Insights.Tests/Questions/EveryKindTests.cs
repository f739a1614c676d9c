using Cairn.Insights.Tests.OnePerson;

namespace Cairn.Insights.Tests.Questions;

/// <summary>What every kind of question can do.</summary>
public sealed class EveryKindTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    public static TheoryData<string> Questions =>
        new()
        {
            """{"kind":"trends",COMMON,"interval":"day","series":[{"event":"buy","measure":"persons"}],"breakdowns":[{"property":"gold","scope":"cohort"}]}""",
            """{"kind":"funnel",COMMON,"steps":[{"event":"$pageview"},{"event":"buy"}],"window":{"value":1,"unit":"day"}}""",
            """{"kind":"funnel",COMMON,"steps":[{"event":"$pageview"},{"event":"buy"}],"window":{"value":1,"unit":"day"},"breakdowns":[{"property":"gold","scope":"cohort"}]}""",
            """{"kind":"retention",COMMON,"start":{"event":"buy"},"return":{"event":"buy"},"interval":"day","periods":3}""",
            """{"kind":"retention",COMMON,"start":{"event":"buy"},"return":{"event":"buy"},"interval":"day","periods":3,"breakdowns":[{"property":"gold","scope":"cohort"}]}""",
            """{"kind":"lifecycle",COMMON,"interval":"day"}""",
            """{"kind":"stickiness",COMMON,"interval":"day","selector":{"event":"buy"}}""",
            """{"kind":"paths",COMMON,"steps":3}""",
            """{"kind":"discovery",COMMON,"goal":{"event":"buy"}}""",
            """{"kind":"correlation","funnel":{"kind":"funnel",COMMON,"steps":[{"event":"$pageview"},{"event":"buy"}],"window":{"value":1,"unit":"day"}}}""",
        };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_cohort_filters_it_and_its_definition_says_so(string question)
    {
        var (status, body) = await server.PostAsync("query", With(question, """{"cohort":"buyers"}"""));

        status.ShouldBe(200, body.GetRawText());
        var meta = body.GetProperty("meta");
        meta.GetProperty("definition").GetString().ShouldNotBeNull().ShouldContain("person in the cohort “buyers”");
        meta.GetProperty("definition").GetString()!.ShouldNotContain("of the kind");
        meta.GetProperty("exactness").GetString().ShouldBe("exact");
        meta.TryGetProperty("freshness", out _).ShouldBeTrue();
        (await server.PostAsync("query", With(question, """{"cohort":"buyers"}""")))
            .Body.GetProperty("meta")
            .GetProperty("cached")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task An_unknown_cohort_is_named_at_its_place(string question)
    {
        var (status, body) = await server.PostAsync("query", With(question, """{"cohort":"buyer"}"""));

        status.ShouldBe(400, body.GetRawText());
        var fault = body.GetProperty("errors")[0];
        fault.GetProperty("code").GetString().ShouldBe("unknown_cohort");
        fault.GetProperty("pointer").GetString().ShouldNotBeNull().ShouldEndWith("/filter/cohort");
        fault.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("buyers");
    }

    [Fact]
    public void Every_kind_says_whether_it_is_open_to_one_person()
    {
        var kinds = OnePersonKinds.Asked.Keys.Select(k => (k, true)).Concat(OnePersonKinds.Refused.Select(k => (k, false)));

        server.Kinds.Select(k => (k.Name, k.IsForSelf)).ShouldBe(kinds, ignoreOrder: true);
    }

    private static string With(string question, string filter) =>
        question.Replace("COMMON", "\"range\":{\"from\":\"-3d\"},\"filter\":" + filter, StringComparison.Ordinal);
}
