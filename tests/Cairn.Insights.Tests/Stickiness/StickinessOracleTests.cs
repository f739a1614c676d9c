using Cairn.Insights.Stickiness;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Stickiness;

/// <summary>Every number of generated stickiness questions about generated histories against plain LINQ.</summary>
public sealed class StickinessOracleTests
{
    [Theory]
    [InlineData(50_001, 2_000, false)]
    [InlineData(52_001, 300, true)]
    public Task Stickiness_of_generated_histories_is_what_plain_LINQ_says(int firstSeed, int count, bool isIndexed) =>
        OracleRun.AgreeAsync(
            firstSeed,
            count,
            GeneratedRetention.Stickiness,
            runner => new StickinessKind(new StickinessQuery(runner, null!)),
            answer => Describe((StickinessResult)answer),
            (generated, question) => new OracleLifecycle(generated.History, question, generated.Zone, generated.Now).DescribeStickiness(),
            isIndexed
        );

    private static string Describe(StickinessResult result) =>
        Describe(result.Persons, result.Total)
        + (result.Previous is { } previous ? $" before {Describe(previous.Persons, previous.Total)}" : "");

    private static string Describe(IReadOnlyList<StickinessCount> persons, long total) =>
        $"{total} of {string.Join(" ", persons.Select(p => $"{p.Intervals}:{p.Persons}"))}";
}
