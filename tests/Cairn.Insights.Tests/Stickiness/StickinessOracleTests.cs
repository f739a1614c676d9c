using Cairn.Insights.Stickiness;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Stickiness;

/// <summary>Every number of generated stickiness questions about generated histories against plain LINQ.</summary>
public sealed class StickinessOracleTests
{
    [Fact]
    public Task Stickiness_of_two_thousand_histories_is_what_plain_LINQ_says() =>
        OracleRun.AgreeAsync(
            50_001,
            2_000,
            GeneratedRetention.Stickiness,
            runner => new StickinessKind(new StickinessQuery(runner, null!)),
            answer => Describe((StickinessResult)answer),
            (generated, question) => new OracleLifecycle(generated.History, question, generated.Zone, generated.Now).DescribeStickiness()
        );

    private static string Describe(StickinessResult result) =>
        Describe(result.Persons, result.Total)
        + (result.Previous is { } previous ? $" before {Describe(previous.Persons, previous.Total)}" : "");

    private static string Describe(IReadOnlyList<StickinessCount> persons, long total) =>
        $"{total} of {string.Join(" ", persons.Select(p => $"{p.Intervals}:{p.Persons}"))}";
}
