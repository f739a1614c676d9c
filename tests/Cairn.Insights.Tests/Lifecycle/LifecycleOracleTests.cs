using Cairn.Insights.Lifecycle;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Lifecycle;

/// <summary>Every number of generated lifecycle questions about generated histories against plain LINQ.</summary>
public sealed class LifecycleOracleTests
{
    [Theory]
    [InlineData(40_001, 2_000, false)]
    [InlineData(42_001, 300, true)]
    public Task Lifecycles_of_generated_histories_are_what_plain_LINQ_says(int firstSeed, int count, bool isIndexed) =>
        OracleRun.AgreeAsync(
            firstSeed,
            count,
            GeneratedRetention.Lifecycle,
            runner => new LifecycleKind(new LifecycleQuery(runner, null!)),
            answer =>
                string.Join(
                    "; ",
                    ((LifecycleResult)answer).Buckets.Select(b => $"{b.T.UtcDateTime:s} {b.New} {b.Returning} {b.Resurrecting} {b.Dormant}")
                ),
            (generated, question) => new OracleLifecycle(generated.History, question, generated.Zone, generated.Now).DescribeLifecycle(),
            isIndexed
        );
}
