using Cairn.Insights.Questions;
using Cairn.Insights.Retention;
using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Retention;

/// <summary>Retention over <see cref="SmallShop"/>, counted by hand. Active on: ada 30 October and 2 November, eve 30 October, bert (first as anon) 2 and 3
/// November, cleo 3 and 4, dora 4 November, which is today.</summary>
public sealed class RetentionByHandTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    private const string _all =
        """ "range":{"from":"2026-10-30","to":"2026-11-04"},"start":{"event":null},"return":{"event":null},"interval":"day" """;

    [Theory]
    [InlineData(""","periods":5""", "2:0,0,1,0,-; 0:0,0,0,-,-; 0:0,0,-,-,-; 1:1,-,-,-,-; 1:-,-,-,-,-; 1:-,-,-,-,-")]
    [InlineData(""","periods":1,"cohort":"recurring" """, "2:0; 0:0; 0:0; 2:1; 2:-; 2:-")]
    [InlineData(""","periods":4,"mode":"on_or_after" """, "2:1,1,1,0; 0:0,0,0,-; 0:0,0,-,-; 1:1,-,-,-; 1:-,-,-,-; 1:-,-,-,-")]
    [InlineData(""","brackets":[1,2]""", "2:0,1; 0:0,0; 0:0,-; 1:1,-; 1:-,-; 1:-,-")] // 31 October; 1 to 2 November
    public async Task Cohorts_by_day(string fields, string expected) => Show(await AskAsync(_all + fields)).ShouldBe(expected);

    [Theory]
    [InlineData("first_in_range", "2:1; 1:-; 1:-")]
    [InlineData("first_ever", "1:1; 1:-; 1:-")] // ada bought on 30 October
    public async Task Only_the_first_ever_looks_before_the_range(string cohort, string expected) =>
        Show(
                await AskAsync(
                    $$""" "range":{"from":"-3d"},"start":{"event":null},"return":{"event":null},"interval":"day","periods":1,"cohort":"{{cohort}}" """
                )
            )
            .ShouldBe(expected);

    [Fact]
    public async Task The_overall_rate_weighs_cohorts_and_leaves_out_periods_that_are_not_over()
    {
        var result = await AskAsync(_all + ""","periods":5""");
        result.Overall.Select(o => o.Rate).ShouldBe([1, 1 / 3.0, 0, 0.5, 0, null]);
        result.Cohorts[0].Start.ShouldBe(new DateTimeOffset(2026, 10, 29, 23, 0, 0, TimeSpan.Zero));
        result.Breakdowns.ShouldBeNull();
    }

    [Fact]
    public async Task Returns_may_lie_after_the_range()
    {
        var fields = """ "range":{"from":"2026-10-30","to":"2026-10-30"},"start":{"event":"buy"},"return":{"event":"$pageview"}""";
        Show(await AskAsync(fields + ""","interval":"day","periods":4""")).ShouldBe("2:0,0,1,0");
    }

    [Fact]
    public async Task A_range_that_ends_inside_a_day_has_no_starts_after_it_but_returns()
    {
        var fields = """ "range":{"from":"2026-11-02T00:00","to":"2026-11-03T08:00"},"start":{"event":"buy"},"return":{"event":"buy"}""";
        // bert at midnight; cleo only at eight.
        Show(await AskAsync(fields + ""","interval":"day","periods":1""")).ShouldBe("1:0; 1:-");
        Show(await AskAsync(fields + ""","interval":"hour","periods":8""")).ShouldContain("1:0,0,0,0,0,0,0,1;");
    }

    [Theory]
    [InlineData("week", "2:-; 3:-")]
    [InlineData("month", "2:-; 3:-")]
    public async Task Weeks_and_months_are_those_of_the_calendar(string interval, string expected) =>
        Show(
                await AskAsync(
                    $$""" "range":{"from":"2026-10-26","to":"2026-11-04"},"start":{"event":null},"return":{"event":null},"interval":"{{interval}}","periods":1"""
                )
            )
            .ShouldBe(expected);

    [Fact]
    public async Task A_breakdown_takes_the_value_of_the_start_event_and_adds_up()
    {
        var result = await AskAsync(
            """ "range":{"from":"-3d"},"start":{"event":"buy"},"return":{"event":null},"interval":"day","periods":1,"breakdowns":[{"property":"plan"}]"""
        );
        string.Join("; ", result.Breakdowns!.Select(b => $"{b.Value.Single()} {string.Join(",", b.Cohorts.Select(c => c.Size))}"))
            .ShouldBe("pro 1,0,1; free 0,1,0; (none) 0,1,0");
        for (var i = 0; i < 3; i++)
            result.Breakdowns!.Sum(b => b.Cohorts[i].Size).ShouldBe(result.Cohorts[i].Size);
    }

    [Fact]
    public async Task Recurring_cohorts_are_as_large_as_the_persons_of_a_trend()
    {
        var result = await AskAsync(_all + ""","periods":1,"cohort":"recurring" """);
        var trend = await shop.AskAsync(
            """{"kind":"trends","range":{"from":"2026-10-30","to":"2026-11-04"},"interval":"day","series":[{"event":null,"measure":"persons"}]}"""
        );
        result.Cohorts.Select(c => (double?)c.Size).ShouldBe(trend.Series.Single().Points.Select(p => p.Value));
    }

    [Theory]
    [InlineData("""{"cohort":"2026-10-29T23:00:00Z"}""", 2)]
    [InlineData("""{"cohort":"2026-10-29T23:00:00Z","period":3}""", 1)]
    [InlineData("""{"cohort":"2026-10-29T23:00:00Z","period":3,"dropped":true}""", 1)]
    [InlineData("""{"cohort":"2026-10-29T23:00:00Z","period":1}""", 0)]
    [InlineData("""{"cohort":"2026-11-01T23:00:00Z","period":1}""", 1)]
    public async Task The_persons_behind_a_number_are_as_many(string point, int count)
    {
        var retention = new RetentionQuery(shop.Runner);
        var kind = new RetentionKind(retention, new RetentionPersonsQuery(shop.Runner, retention, new DescribePersons(shop.Runner)));
        var persons = await shop.PersonsAsync(kind, $$"""{"kind":"retention",{{_all}},"periods":5}""", point);
        (persons.Count, persons.Items.Count).ShouldBe((count, count));
    }

    private async Task<RetentionResult> AskAsync(string fields) =>
        (RetentionResult)
            await shop.AskAsync(new RetentionKind(new RetentionQuery(shop.Runner), null!), $$"""{"kind":"retention",{{fields}}}""");

    /// <summary>Size and counts from period 1 on, cohort by cohort.</summary>
    private static string Show(RetentionResult result)
    {
        result.Cohorts.ShouldAllBe(c => c.Counts[0] == c.Size);
        return string.Join(
            "; ",
            result.Cohorts.Select(c => $"{c.Size}:{string.Join(",", c.Counts.Skip(1).Select(n => n?.ToString() ?? "-"))}")
        );
    }
}
