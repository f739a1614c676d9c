using Cairn.Insights.Funnels;
using Cairn.Insights.Questions;
using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Funnels;

/// <summary>Funnels over <see cref="SmallShop"/>, counted by hand.</summary>
public sealed class FunnelByHandTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    private const string _look = """{"event":"$pageview","name":"Look"}""";
    private const string _buy = """{"event":"buy"}""";

    [Theory]
    [InlineData("ordered", _look, _buy, 1, "day", 4, 2)]
    [InlineData("strict", _look, _buy, 1, "day", 4, 2)] // $identify is passed over
    [InlineData("any", _look, _buy, 1, "day", 4, 3)] // dora bought first
    [InlineData("ordered", _buy, _buy, 30, "minute", 4, 2)] // ada's second comes 30 minutes later: still inside
    [InlineData("ordered", _buy, _buy, 1799, "second", 4, 1)]
    [InlineData("strict", _buy, _look, 1, "month", 4, 2)] // cleo the next day, dora at once; ada and bert look first and buy after
    public async Task Counts(string order, string first, string second, int value, string unit, long entered, long converted)
    {
        var result = await AskAsync(
            $$""","steps":[{{first}},{{second}}],"order":"{{order}}","window":{"value":{{value}},"unit":"{{unit}}"}"""
        );
        result.Steps.Select(s => s.Count).ShouldBe([entered, converted]);
        result.Steps[1].Dropped.ShouldBe(entered - converted);
        result.Steps[1].FromFirst.ShouldBe((double)converted / entered);
    }

    [Fact]
    public async Task Times_are_those_from_step_to_step()
    {
        var result = await AskAsync($$""","steps":[{{_look}},{{_buy}}],"window":{"value":1,"unit":"day"},"view":"time_to_convert" """);
        result.Steps[0].Name.ShouldBe("Look");
        (result.Steps[0].MedianSeconds, result.Steps[0].FromPrevious).ShouldBe((null, 1.0));
        (result.Steps[1].MedianSeconds, result.Steps[1].AverageSeconds).ShouldBe((330, 330)); // ada 600, bert 60
        result.Histogram!.ShouldBe([new FunnelSpan(60, 330, 1), new FunnelSpan(330, 600, 0), new FunnelSpan(600, 870, 1)]);
    }

    [Fact]
    public async Task A_trend_has_every_day_and_the_day_of_the_first_step_counts()
    {
        var result = await AskAsync($$""","steps":[{{_look}},{{_buy}}],"window":{"value":1,"unit":"day"},"view":"trend" """);
        result.Trend!.Select(p => (p.Entered, p.Converted, p.Rate)).ShouldBe([(2, 2, 1.0), (0, 0, null), (2, 0, 0.0)]);
    }

    [Theory]
    [InlineData("first", "pro 2 2; free 1 0; (none) 1 0")]
    [InlineData("last", "pro 1 1; free 1 0; team 1 1; (none) 1 0")]
    [InlineData("step:1", "pro 1 1; team 1 1; (none) 2 0")]
    public async Task A_breakdown_takes_a_value_from_the_attempt(string attribution, string expected)
    {
        // ada pro and pro again, bert free, cleo without a plan, dora pro and then team.
        var result = await AskAsync(
            $$""","steps":[{{_buy}},{{_buy}}],"window":{"value":30,"unit":"minute"},"breakdowns":[{"property":"plan"}],"attribution":"{{attribution}}" """
        );
        string.Join("; ", result.Breakdowns!.Select(b => $"{b.Value.Single()} {b.Steps[0].Count} {b.Steps[1].Count}")).ShouldBe(expected);
        result.Breakdowns!.Sum(b => b.Steps[0].Count).ShouldBe(result.Steps[0].Count);
    }

    [Fact]
    public async Task Whoever_does_what_is_excluded_between_two_steps_is_out_altogether()
    {
        const string Twenty = """{"event":"buy","where":{"property":"amount","op":"eq","value":20}}""";
        const string NotTen = ""","exclusions":[{"event":"buy","where":{"property":"amount","op":"eq","value":10},"from":0,"to":1}]""";
        var all = await AskAsync($$""","steps":[{{_look}},{{Twenty}}],"window":{"value":1,"unit":"day"}""");
        all.Steps.Select(s => s.Count).ShouldBe([4, 1]);
        var some = await AskAsync($$""","steps":[{{_look}},{{Twenty}}],"window":{"value":1,"unit":"day"}{{NotTen}}""");
        some.Steps.Select(s => s.Count).ShouldBe([3, 0]);
    }

    [Theory]
    [InlineData("session", 6, 1)] // ada's second buy begins a new session, as bert's does; only dora buys twice in one
    [InlineData("group:company", 1, 1)]
    public async Task Sessions_and_groups_walk_too(string by, long entered, long converted)
    {
        var result = await AskAsync($$""","steps":[{{_buy}},{{_buy}}],"window":{"value":1,"unit":"day"},"by":"{{by}}" """);
        result.Steps.Select(s => s.Count).ShouldBe([entered, converted]);
    }

    [Theory]
    [InlineData("""{"step":0}""", 4)]
    [InlineData("""{"step":1}""", 2)]
    [InlineData("""{}""", 2)]
    [InlineData("""{"step":1,"dropped":true}""", 2)]
    [InlineData("""{"step":0,"t":"2026-11-03T23:00:00Z"}""", 2)]
    [InlineData("""{"fromSeconds":60,"toSeconds":330}""", 1)]
    public async Task The_persons_behind_a_number_are_as_many(string point, int count)
    {
        var persons = await shop.PersonsAsync(
            Kind(),
            $$"""{"kind":"funnel","range":{"from":"-3d"},"steps":[{{_look}},{{_buy}}],"window":{"value":1,"unit":"day"},"view":"trend"}""",
            point
        );
        (persons.Count, persons.Items.Count).ShouldBe((count, count));
    }

    [Fact]
    public async Task The_first_step_counts_the_persons_that_trends_count()
    {
        var funnel = await AskAsync($$""","steps":[{{_buy}},{{_look}}],"window":{"value":1,"unit":"day"}""");
        var trends = await shop.AskAsync("""{"kind":"trends","range":{"from":"-3d"},"series":[{"event":"buy","measure":"persons"}]}""");
        ((double)funnel.Steps[0].Count).ShouldBe(trends.Series.Single().Total!.Value);
    }

    private FunnelKind Kind()
    {
        var funnels = new FunnelQuery(shop.Runner);
        return new FunnelKind(funnels, new FunnelPersonsQuery(shop.Runner, funnels, new DescribePersons(shop.Runner)));
    }

    private async Task<FunnelResult> AskAsync(string fields) =>
        (FunnelResult)await shop.AskAsync(Kind(), $$"""{"kind":"funnel","range":{"from":"-3d"}{{fields}}}""");
}
