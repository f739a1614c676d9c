using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Trends;

/// <summary>The SQL of typical questions about <see cref="SmallShop"/>, one file each. <c>./dev golden</c> writes them anew.</summary>
public sealed class TrendsGoldenTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    [Theory]
    [InlineData("count_by_day", ""","series":[{"event":"buy","measure":"count"}]""")]
    [InlineData("any_event_by_name", ""","series":[{"event":null,"measure":"count"}],"breakdowns":[{"property":"event"}]""")]
    [InlineData("persons_by_day", ""","series":[{"event":null,"measure":"persons"}]""")]
    [InlineData("wau_by_day", ""","series":[{"event":"buy","measure":"wau"}]""")]
    [InlineData("sessions_by_day", ""","series":[{"event":"buy","measure":"sessions"}]""")]
    [InlineData(
        "several_series",
        ""","formula":"A/B","series":[{"event":"buy","measure":"count"},{"event":"$pageview","measure":"persons","where":{"property":"url","op":"is_set"}}]"""
    )]
    [InlineData("quantile_of_a_property", ""","series":[{"event":"buy","measure":"p95","property":"amount"}]""")]
    [InlineData(
        "cumulative_persons_by_plan",
        ""","display":"cumulative","series":[{"event":"buy","measure":"persons"}],"breakdowns":[{"property":"plan","limit":2}]"""
    )]
    [InlineData("bins_of_amounts", ""","series":[{"event":"buy","measure":"count"}],"breakdowns":[{"property":"amount","bins":3}]""")]
    [InlineData(
        "person_breakdown_and_filter",
        ""","series":[{"event":"buy","measure":"count"}],"breakdowns":[{"property":"tier","scope":"person"}],"filter":{"property":"tier","scope":"person","op":"neq","value":"tin"}"""
    )]
    [InlineData(
        "session_filter",
        ""","series":[{"event":"buy","measure":"count"}],"filter":{"property":"$session_duration","scope":"session","op":"gt","value":60}"""
    )]
    [InlineData(
        "cohort_filter_and_breakdown",
        ""","series":[{"event":"buy","measure":"count"}],"breakdowns":[{"property":"gold","scope":"cohort"}],"filter":{"cohort":"others","in":false}"""
    )]
    [InlineData(
        "every_operator",
        ""","series":[{"event":"buy","measure":"count"}],"filter":{"or":[{"property":"a","op":"eq","value":["x",1,true]},{"property":"a","op":"not_in","value":["x","y"]},{"property":"a","op":"contains","value":"x"},{"property":"a","op":"regex","value":"^x"},{"property":"a","op":"between","value":[1,"2"]},{"property":"a","op":"lt","value":"m"},{"not":{"property":"a","op":"is_set"}}]}"""
    )]
    public async Task Golden(string name, string fields)
    {
        var question = $$"""{"kind":"trends","range":{"from":"-3d"},"interval":"day"{{fields}}}""";
        await Histories.Golden.ShouldBeAsync((await shop.AskAsync(question)).Meta.Sql, name);
    }
}
