using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Discovery;
using Cairn.Insights.Funnels;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Discovery;

public sealed class DiscoveryByHandTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_way_that_leads_to_the_goal_is_found_with_its_funnel_s_numbers()
    {
        // Thirty look, search and buy; thirty look and leave; thirty browse, look, browse and leave.
        var events = new List<Happening>();
        for (var person = 0; person < 90; person++)
            foreach (
                var (name, i) in (
                    person < 30 ? (string[])["look", "search", "buy"]
                    : person < 60 ? ["look"]
                    : ["browse", "look", "browse"]
                ).Select((name, i) => (name, i))
            )
                events.Add(
                    new Happening(events.Count, name, $"p{person}", _start.AddMinutes(person + i), "", new Dictionary<string, string>(), [])
                );
        var store = await StoredHistories.CreateAsync();
        var project = new ProjectContext((await store.AddAsync(new History(events)))[0], "shop", TimeZoneInfo.Utc, "EUR");
        var runner = store.RunnerAt(_start.AddDays(1));
        var kind = new DiscoveryKind(new DiscoveryQuery(runner, new FunnelQuery(runner)));
        var result = (DiscoveryResult)
            await Asking.AnswerAsync(
                kind,
                runner,
                project,
                JsonNode.Parse("""{"kind":"discovery","range":{"from":"-3d"},"goal":{"event":"buy"}}""")!
            );
        (result.Reached, result.BaseRate).ShouldBe((30, 1.0 / 3));
        var best = result.Items[0];
        best.Events.ShouldBe(["look", "search", "buy"]);
        (best.Share, best.Entered, best.Converted, best.Rate).ShouldBe((1.0, 90, 30, 1.0 / 3));
        result.Items.ShouldNotContain(i => i.Events.Contains("browse"));

        var funnel = new FunnelKind(new FunnelQuery(runner), null!);
        var asked = (FunnelResult)await Asking.AnswerAsync(funnel, runner, project, best.Query);
        asked.Steps.Select(s => s.Count).ShouldBe([90, 30, 30]);
    }
}
