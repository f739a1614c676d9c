using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Trends;

/// <summary>Answers about <see cref="SmallShop"/>, worked out by hand. Days are 2, 3 and 4 November unless said otherwise.</summary>
public sealed class TrendsByHandTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    [Theory]
    [InlineData("""{"event":"buy","measure":"count"}""", 7, new double[] { 2, 3, 2 })]
    [InlineData("""{"event":"buy","measure":"persons"}""", 4, new double[] { 1, 2, 1 })] // anon is Bert
    [InlineData("""{"event":null,"measure":"count"}""", 11, new double[] { 4, 3, 4 })] // without $identify and $set
    [InlineData("""{"event":"$identify","measure":"count"}""", 1, new double[] { 0, 1, 0 })]
    [InlineData("""{"event":null,"measure":"sessions"}""", 7, new double[] { 3, 3, 2 })] // Bert's runs over midnight
    [InlineData("""{"event":"buy","measure":"per_person"}""", 1.75, new double[] { 2, 1.5, 2 })]
    [InlineData("""{"event":"buy","measure":"dau"}""", 4, new double[] { 1, 2, 1 })]
    [InlineData("""{"event":"buy","measure":"wau"}""", 5, new double[] { 2, 4, 5 })] // from 27 October on: Ada and Eve on the 30th
    [InlineData("""{"event":"buy","measure":"sum","property":"amount"}""", 75, new double[] { 30, 35, 10 })]
    [InlineData("""{"event":"buy","measure":"avg","property":"amount"}""", 12.5, new double[] { 15, 17.5, 5 })] // "much" is no number
    [InlineData("""{"event":"buy","measure":"min","property":"amount"}""", 2.5, new double[] { 10, 5, 2.5 })]
    [InlineData("""{"event":"buy","measure":"max","property":"amount"}""", 30, new double[] { 20, 30, 7.5 })]
    [InlineData("""{"event":"buy","measure":"median","property":"amount"}""", 8.75, new double[] { 15, 17.5, 5 })]
    [InlineData("""{"event":"buy","measure":"p90","property":"amount"}""", 25, new double[] { 19, 27.5, 7 })]
    public async Task A_measure_by_day(string series, double total, double[] points)
    {
        var line = (
            await shop.AskAsync($$"""{"kind":"trends","range":{"from":"-3d"},"interval":"day","series":[{{series}}]}""")
        ).Series.Single();
        line.Total!.Value.ShouldBe(total, 1e-12);
        line.Points.Select(p => p.Value!.Value).ShouldBe(points, 1e-12);
    }

    [Fact]
    public async Task Values_beyond_the_limit_are_other_and_absent_ones_are_none()
    {
        var result = await shop.AskAsync(
            """{"kind":"trends","range":{"from":"-3d"},"series":[{"event":"buy","measure":"count"}],"breakdowns":[{"property":"plan","limit":1}]}"""
        );
        result.Series.Select(s => (s.Breakdown!.Single(), s.Total)).ShouldBe([("pro", 3), ("(other)", 3), ("(none)", 1)]);
    }

    [Fact]
    public async Task A_formula_answers_with_one_line_and_null_over_nothing()
    {
        var line = (
            await shop.AskAsync(
                """
                {"kind":"trends","range":{"from":"2026-11-01","to":"2026-11-03"},"series":[{"event":"buy","measure":"sum","property":"amount"},
                {"event":"buy","measure":"count"}],"formula":"A / B * 2"}
                """
            )
        ).Series.Single();
        line.Name.ShouldBe("A / B * 2");
        line.Points.Select(p => p.Value).ShouldBe([null, 30, 70 / 3.0]);
        line.Total.ShouldBe(26);
    }

    [Fact]
    public async Task Cumulative_persons_are_the_different_ones_so_far()
    {
        var line = (
            await shop.AskAsync(
                """{"kind":"trends","range":{"from":"-4d"},"display":"cumulative","series":[{"event":"buy","measure":"persons"}]}"""
            )
        ).Series.Single();
        line.Points.Select(p => p.Value).ShouldBe([0, 1, 3, 4]);
        line.Total.ShouldBe(4);
    }

    [Fact]
    public async Task A_rolling_mean_has_fewer_points_at_the_start()
    {
        var line = (
            await shop.AskAsync("""{"kind":"trends","range":{"from":"-3d"},"rolling":2,"series":[{"event":"buy","measure":"count"}]}""")
        ).Series.Single();
        line.Points.Select(p => p.Value).ShouldBe([2, 2.5, 2.5]);
        line.Total.ShouldBe(7);
    }

    [Fact]
    public async Task The_previous_period_ends_where_the_range_begins()
    {
        var line = (
            await shop.AskAsync(
                """{"kind":"trends","range":{"from":"-3d"},"compare":"previous","series":[{"event":"buy","measure":"count"}]}"""
            )
        ).Series.Single();
        line.Previous!.Total.ShouldBe(2);
        line.Previous.Points.Select(p => (p.T, p.Value)).ShouldBe([(Day(30, 10), 2), (Day(31, 10), 0), (Day(1, 11), 0)]);
    }

    [Fact]
    public async Task The_last_bucket_is_named_while_it_is_not_over()
    {
        var result = await shop.AskAsync("""{"kind":"trends","range":{"from":"-3d"},"series":[{"event":"buy","measure":"count"}]}""");
        result.Meta.PartialFrom.ShouldBe(Day(4, 11));
        result.Meta.Sql.ShouldContain("FROM events");
        result.Meta.RowsRead.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"property":"plan","op":"neq","value":"pro"}""", 4)] // absent is not pro
    [InlineData("""{"property":"amount","op":"eq","value":30}""", 1)] // the text "30"
    [InlineData("""{"property":"amount","op":"gt","value":5}""", 4)]
    [InlineData("""{"property":"plan","op":"contains","value":"PR"}""", 3)] // case does not count
    [InlineData("""{"property":"plan","op":"is_not_set"}""", 1)]
    [InlineData("""{"property":"tier","scope":"person","op":"eq","value":"gold"}""", 1)] // Cleo, whenever
    [InlineData("""{"property":"$group_key","scope":"group:company","op":"eq","value":"acme"}""", 2)]
    [InlineData("""{"property":"$entry_url","scope":"session","op":"ends_with","value":"/a"}""", 1)]
    [InlineData("""{"property":"$session_duration","scope":"session","op":"gte","value":3480}""", 2)] // Dora's 58 minutes
    public async Task A_filter_on_purchases(string filter, double count)
    {
        var result = await shop.AskAsync(
            $$"""{"kind":"trends","range":{"from":"-3d"},"series":[{"event":"buy","measure":"count"}],"filter":{{filter}}}"""
        );
        result.Series.Single().Total.ShouldBe(count);
    }

    [Theory]
    [InlineData("persons", "2026-11-02T23:00:00Z", 2)]
    [InlineData("wau", "2026-11-03T23:00:00Z", 5)]
    [InlineData("persons", null, 4)]
    public async Task The_persons_behind_a_number_are_as_many(string measure, string? t, int count)
    {
        var persons = await shop.PersonsAsync(
            $$"""{"kind":"trends","range":{"from":"-3d"},"series":[{"event":"buy","measure":"{{measure}}"}]}""",
            t is null ? """{"series":0}""" : $$"""{"series":0,"t":"{{t}}"}"""
        );
        persons.Count.ShouldBe(count);
        persons.Items.Count.ShouldBe(count);
    }

    private static DateTimeOffset Day(int day, int month) => new(2026, month, day, 0, 0, 0, TimeSpan.FromHours(1));
}
