using Cairn.Insights.Lifecycle;
using Cairn.Insights.Questions;
using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Lifecycle;

/// <summary>Lifecycles over <see cref="SmallShop"/>, counted by hand. Active on: ada 30 October and 2 November, eve 30 October, bert (first as anon) 2 and 3
/// November, cleo 3 and 4, dora 4 November.</summary>
public sealed class LifecycleByHandTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    [Theory]
    [InlineData("""{"from":"-3d"}""", "", "1 0 1 0; 1 1 0 1; 1 1 0 1")]
    [InlineData("""{"from":"2026-10-31","to":"2026-11-02"}""", "", "0 0 0 2; 0 0 0 0; 1 0 1 0")] // who was there the day before is dormant
    [InlineData("""{"from":"-3d"}""", ""","selector":{"event":"buy"}""", "0 0 1 0; 2 0 0 1; 1 0 0 2")]
    [InlineData("""{"from":"2026-11-02T12:00","to":"2026-11-04"}""", "", "1 0 0 0; 1 1 0 0; 1 1 0 1")] // ada came before noon
    [InlineData("""{"from":"2026-11-01T12:00","to":"2026-11-03"}""", ""","interval":"week" """, "0 0 0 0; 2 0 1 0")]
    public async Task Persons_by_day(string range, string fields, string expected) =>
        Show(await AskAsync(range, fields)).ShouldBe(expected);

    [Fact]
    public async Task New_returning_and_resurrecting_together_are_the_active_persons()
    {
        var buckets = (await AskAsync("""{"from":"-7d"}""", "")).Buckets;
        var trend = await shop.AskAsync(
            """{"kind":"trends","range":{"from":"-7d"},"interval":"day","series":[{"event":null,"measure":"persons"}]}"""
        );
        buckets
            .Select(b => (b.T, (double?)(b.New + b.Returning + b.Resurrecting)))
            .ShouldBe(trend.Series.Single().Points.Select(p => (p.T, p.Value)));
    }

    [Theory]
    [InlineData("new", 1)]
    [InlineData("returning", 1)]
    [InlineData("resurrecting", 0)]
    [InlineData("dormant", 1)]
    public async Task The_persons_behind_a_number_are_as_many(string status, int count)
    {
        var persons = await shop.PersonsAsync(
            new LifecycleKind(new LifecycleQuery(shop.Runner, new DescribePersons(shop.Runner))),
            """{"kind":"lifecycle","range":{"from":"-3d"},"interval":"day"}""",
            $$"""{"t":"2026-11-02T23:00:00Z","status":"{{status}}"}"""
        );
        (persons.Count, persons.Items.Count).ShouldBe((count, count));
    }

    [Fact]
    public async Task Golden() => await Histories.Golden.ShouldBeAsync((await AskAsync("""{"from":"-3d"}""", "")).Meta.Sql, "by_day");

    private async Task<LifecycleResult> AskAsync(string range, string fields)
    {
        var interval = fields.Contains("interval") ? "" : ""","interval":"day" """;
        return (LifecycleResult)
            await shop.AskAsync(
                new LifecycleKind(new LifecycleQuery(shop.Runner, null!)),
                $$"""{"kind":"lifecycle","range":{{range}}{{interval}}{{fields}}}"""
            );
    }

    private static string Show(LifecycleResult result) =>
        string.Join("; ", result.Buckets.Select(b => $"{b.New} {b.Returning} {b.Resurrecting} {b.Dormant}"));
}
