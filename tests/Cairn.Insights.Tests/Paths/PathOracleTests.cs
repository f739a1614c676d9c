using System.Globalization;
using Cairn.Insights.Paths;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Paths;

/// <summary>Every link of generated paths questions about generated histories against plain LINQ, bit for bit.</summary>
public sealed class PathOracleTests
{
    [Fact]
    public Task Paths_of_generated_histories_are_what_plain_LINQ_says() =>
        OracleRun.AgreeAsync(
            60_001,
            2_000,
            GeneratedPaths.Of,
            runner => new PathKind(new PathQuery(runner), null!),
            answer => Describe((PathResult)answer),
            (generated, question) => string.Join('\n', new OraclePaths(generated.History, question, generated.Zone, generated.Now).Links())
        );

    private static string Describe(PathResult result)
    {
        result.Nodes.Select(n => n.Id).Order().ShouldBe(result.Links.SelectMany(l => new[] { l.From, l.To }).Distinct().Order());
        result.Nodes.ShouldAllBe(n => n.Id == $"{n.Step}_{n.Name}");
        return string.Join(
            '\n',
            result.Links.Select(l => $"{l.From} -> {l.To} {l.Count} {l.MedianSeconds.ToString("R", CultureInfo.InvariantCulture)}")
        );
    }
}
