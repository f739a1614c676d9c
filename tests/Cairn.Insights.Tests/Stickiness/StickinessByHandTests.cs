using Cairn.Insights.Questions;
using Cairn.Insights.Stickiness;
using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Stickiness;

/// <summary>Stickiness over <see cref="SmallShop"/>, counted by hand: from 2 to 4 November bert and cleo came on two days, ada and dora on one.</summary>
public sealed class StickinessByHandTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    private const string _question =
        """{"kind":"stickiness","range":{"from":"-3d"},"interval":"day","selector":{"event":null},"compare":"previous"}""";

    [Fact]
    public async Task Every_number_of_days_is_there()
    {
        var result = await AskAsync(_question);
        result.Persons.ShouldBe([new StickinessCount(1, 2), new StickinessCount(2, 2), new StickinessCount(3, 0)]);
        result.Total.ShouldBe(4);
        result.Previous!.Persons.ShouldBe([new StickinessCount(1, 2), new StickinessCount(2, 0), new StickinessCount(3, 0)]);
        result.Previous.Total.ShouldBe(2);
    }

    [Fact]
    public async Task The_total_is_the_persons_of_a_trend()
    {
        var trend = await shop.AskAsync("""{"kind":"trends","range":{"from":"-3d"},"series":[{"event":null,"measure":"persons"}]}""");
        (await AskAsync(_question)).Total.ShouldBe((long)trend.Series.Single().Total!);
    }

    [Theory]
    [InlineData("""{"intervals":2}""", 2)]
    [InlineData("""{"intervals":3}""", 0)]
    [InlineData("""{}""", 4)]
    [InlineData("""{"intervals":1,"previous":true}""", 2)]
    public async Task The_persons_behind_a_number_are_as_many(string point, int count)
    {
        var persons = await shop.PersonsAsync(
            new StickinessKind(new StickinessQuery(shop.Runner, new DescribePersons(shop.Runner))),
            _question,
            point
        );
        (persons.Count, persons.Items.Count).ShouldBe((count, count));
    }

    [Fact]
    public async Task Golden() => await Histories.Golden.ShouldBeAsync((await AskAsync(_question)).Meta.Sql, "compared");

    private async Task<StickinessResult> AskAsync(string question) =>
        (StickinessResult)await shop.AskAsync(new StickinessKind(new StickinessQuery(shop.Runner, null!)), question);
}
