using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Funnels;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Sequences;

/// <summary>An index is older than the events; what came since must count all the same.</summary>
public sealed class PersonIndexTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Persons_merged_after_the_index_was_built_are_one()
    {
        // Both look before the index, the guest buys; then they turn out to be one.
        var counts = await CountAsync([("look", "anon", ""), ("look", "ada", ""), ("buy", "anon", "")], [("$identify", "ada", "anon")]);
        counts.ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_chain_of_merges_after_the_index_leads_to_its_end() =>
        (
            await CountAsync(
                [("look", "a", ""), ("look", "b", ""), ("look", "c", ""), ("buy", "c", "")],
                [("$alias", "b", "a"), ("$alias", "c", "b")]
            )
        ).ShouldBe([1, 1]);

    [Fact]
    public async Task Later_events_join_those_of_the_index() =>
        (await CountAsync([("look", "ada", ""), ("look", "bert", "")], [("buy", "ada", ""), ("look", "cleo", "")])).ShouldBe([3, 1]);

    [Fact]
    public async Task A_guest_s_later_events_go_to_the_person_too() =>
        (await CountAsync([("look", "ada", ""), ("look", "anon", "")], [("$identify", "ada", "anon"), ("buy", "anon", "")])).ShouldBe([
            1,
            1,
        ]);

    [Fact]
    public async Task Nothing_later_leaves_the_index_alone() =>
        (await CountAsync([("look", "ada", ""), ("buy", "ada", ""), ("look", "bert", "")], [])).ShouldBe([2, 1]);

    /// <summary>Persons who look, and who buy within a day after; the index is built between the two halves.</summary>
    private static async Task<long[]> CountAsync(
        (string Event, string Who, string Other)[] before,
        (string Event, string Who, string Other)[] after
    )
    {
        // Halves of equal length: the store cuts histories in the middle.
        var length = Math.Max(before.Length, after.Length);
        Happening[] events = [.. Half(before).Concat(Half(after)).Select((e, i) => Make(i, e))];
        var store = await StoredHistories.CreateAsync();
        var projects = await store.AddAsync([new History(events)], store.IndexAsync);
        var runner = store.RunnerAt(_start.AddDays(1));
        var project = new ProjectContext(projects[0], "shop", TimeZoneInfo.Utc, "EUR");
        var question = JsonNode.Parse(
            """{"kind":"funnel","range":{"from":"-3d"},"steps":[{"event":"look"},{"event":"buy"}],"window":{"value":1,"unit":"day"}}"""
        );
        var spec = new Query.Sequences.SequenceSpec(new TimeRange(_start, _start.AddDays(1), TimeZoneInfo.Utc), [new("look"), new("buy")]);
        runner.IsIndexed(runner.Ask(project), spec).ShouldBeTrue();
        var answer = (FunnelResult)await Asking.AnswerAsync(new FunnelKind(new FunnelQuery(runner), null!), runner, project, question!);
        return [.. answer.Steps.Select(s => s.Count)];

        IEnumerable<(string, string, string)> Half((string, string, string)[] half) =>
            half.Concat(Enumerable.Repeat(("other", "nobody", ""), length - half.Length));
    }

    private static Happening Make(int i, (string Event, string Who, string Other) e)
    {
        var properties = new JsonObject();
        if (e.Other.Length > 0)
            properties[e.Event == "$alias" ? "alias" : "$anon_distinct_id"] = e.Other;
        return new Happening(i, e.Event, e.Who, _start.AddMinutes(i), "", new Dictionary<string, string>(), properties);
    }
}
