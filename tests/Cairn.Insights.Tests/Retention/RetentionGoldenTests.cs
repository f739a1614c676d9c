using Cairn.Insights.Retention;
using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Retention;

/// <summary>The SQL of typical retention questions, one file each.</summary>
public sealed class RetentionGoldenTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    [Theory]
    [InlineData("by_day", """ "range":{"from":"-3d"}""")]
    [InlineData("first_ever", """ "range":{"from":"-3d"},"cohort":"first_ever" """)]
    [InlineData("range_that_ends_inside_a_day", """ "range":{"from":"-3d","to":"now"}""")]
    [InlineData("breakdown", """ "range":{"from":"-3d"},"breakdowns":[{"property":"plan","limit":2}]""")]
    public async Task Golden(string name, string fields)
    {
        var question = $$"""
            {"kind":"retention","interval":"day","periods":3,"start":{"event":"buy"},"return":{"event":null},{{fields}}}
            """;
        var answer = (RetentionResult)await shop.AskAsync(new RetentionKind(new RetentionQuery(shop.Runner), null!), question);
        await Histories.Golden.ShouldBeAsync(answer.Meta.Sql, name);
    }
}
