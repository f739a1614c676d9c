using System.Text.Json;
using Cairn.Insights.Questions;

namespace Cairn.Insights.Tests.Questions;

public sealed class QuestionOverlayTests
{
    private const string Range = """{"from":"-30d"}""";
    private const string Filter = """{"property":"plan","op":"eq","value":"pro"}""";

    [Theory]
    [InlineData(
        """{"kind":"trends","range":{"from":"-7d"},"series":[]}""",
        """{"kind":"trends","range":{"from":"-30d"},"series":[],"filter":FILTER}"""
    )]
    [InlineData(
        """{"kind":"funnel","range":{"from":"-7d"},"filter":{"cohort":"a"},"steps":[]}""",
        """{"kind":"funnel","range":{"from":"-30d"},"filter":{"and":[{"cohort":"a"},FILTER]},"steps":[]}"""
    )]
    [InlineData(
        """{"kind":"correlation","funnel":{"kind":"funnel","range":{"from":"-7d"}}}""",
        """{"kind":"correlation","funnel":{"kind":"funnel","range":{"from":"-30d"},"filter":FILTER}}"""
    )]
    [InlineData("""{"kind":"sql","query":"SELECT 1"}""", """{"kind":"sql","query":"SELECT 1"}""")]
    public void The_range_replaces_and_the_filter_is_added(string question, string expected) =>
        QuestionOverlay.Lay(Parse(question), Parse(Range), Parse(Filter)).GetRawText().ShouldBe(expected.Replace("FILTER", Filter));

    [Fact]
    public void Without_either_the_question_stays_as_it_is()
    {
        const string Question = """{ "kind": "trends",  "range": {"from":"-7d"} }""";
        QuestionOverlay.Lay(Parse(Question), null, null).GetRawText().ShouldBe(Question);
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
