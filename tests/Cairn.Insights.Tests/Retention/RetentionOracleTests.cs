using Cairn.Insights.Retention;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Retention;

/// <summary>Every number of generated retention questions about generated histories against plain LINQ, bit for bit.</summary>
public sealed class RetentionOracleTests
{
    [Theory]
    [InlineData(30_001, 2_000, false)]
    [InlineData(32_001, 300, true)]
    public Task Retention_of_generated_histories_is_what_plain_LINQ_says(int firstSeed, int count, bool isIndexed) =>
        OracleRun.AgreeAsync(
            firstSeed,
            count,
            GeneratedRetention.Retention,
            runner => new RetentionKind(new RetentionQuery(runner), null!),
            answer => Describe((RetentionResult)answer),
            (generated, question) => new OracleRetention(generated.History, question, generated.Zone, generated.Now).Describe(),
            isIndexed
        );

    private static string Describe(RetentionResult result) =>
        Describe(result.Cohorts, result.Overall)
        + string.Concat(result.Breakdowns?.Select(b => $"\n[{b.Value.Single()}] {Describe(b.Cohorts, b.Overall)}") ?? []);

    private static string Describe(IReadOnlyList<RetentionCohort> cohorts, IReadOnlyList<RetentionRate> overall)
    {
        overall.Select(o => o.Period).ShouldBe(Enumerable.Range(0, overall.Count));
        var rows = cohorts.Select(c => $"{c.Start.UtcDateTime:s} {c.Size}: {string.Join(",", c.Counts.Select(n => n?.ToString() ?? "-"))}");
        return $"{string.Join("; ", rows)} | {string.Join(" ", overall.Select(o => o.Rate is { } rate ? $"{rate:R}" : "-"))}";
    }
}
