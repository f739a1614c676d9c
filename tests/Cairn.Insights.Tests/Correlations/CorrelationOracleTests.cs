using Cairn.Insights.Correlations;
using Cairn.Insights.Funnels;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Correlations;

/// <summary>Every count of generated correlations about generated histories against plain LINQ; statistics to nine digits.</summary>
public sealed class CorrelationOracleTests
{
    [Fact]
    public Task Correlations_of_generated_histories_are_what_plain_LINQ_says() =>
        OracleRun.AgreeAsync(
            30_001,
            2_000,
            GeneratedCorrelation.Of,
            runner => new CorrelationKind(new CorrelationQuery(runner, new FunnelQuery(runner)), null!),
            answer => Describe((CorrelationResult)answer),
            (generated, question) => new OracleCorrelation(generated.History, question, generated.Zone, generated.Now).Describe()
        );

    private static string Describe(CorrelationResult result) =>
        string.Join(
            '\n',
            result
                .Items.Select(i =>
                    $"{(i.Type == "event" ? $"event {i.Event}" : $"property {i.Property} {i.Value}")}: {i.SuccessCount} {i.FailureCount} {i.OddsRatio:F9} {i.PValue:F9}"
                )
                .Order(StringComparer.Ordinal)
                .Prepend($"{result.Success} of {result.Success + result.Failure}")
        );
}
