using Cairn.Insights.Funnels;
using Cairn.Insights.Tests.Histories;

namespace Cairn.Insights.Tests.Funnels;

/// <summary>The SQL of typical funnels, one file each.</summary>
public sealed class FunnelGoldenTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    [Theory]
    [InlineData("two_steps", "")]
    [InlineData("strict", ""","order":"strict" """)]
    [InlineData("by_session_with_breakdown", ""","by":"session","breakdowns":[{"property":"plan","limit":2}]""")]
    [InlineData("by_group_with_exclusion", ""","by":"group:company","exclusions":[{"event":"$set","from":0,"to":1}]""")]
    [InlineData("person_filter", ""","filter":{"property":"tier","scope":"person","op":"eq","value":"gold"}""")]
    public async Task Golden(string name, string fields)
    {
        var question =
            $$"""{"kind":"funnel","range":{"from":"-3d"},"window":{"value":1,"unit":"day"},"steps":[{"event":"$pageview"},{"event":"buy"}]{{fields}}}""";
        var answer = (FunnelResult)await shop.AskAsync(new FunnelKind(new FunnelQuery(shop.Runner), null!), question);
        await Histories.Golden.ShouldBeAsync(answer.Meta.Sql, name);
    }
}
