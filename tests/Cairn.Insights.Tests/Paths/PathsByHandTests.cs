using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Paths;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;
using Cairn.Query.Running;

namespace Cairn.Insights.Tests.Paths;

/// <summary>Paths of two persons, counted by hand. Ann: home, home again, two products, pay; exactly 30 minutes later a new session: home, pay. Ben: home
/// and two hours later pay, in one session of his client's.</summary>
public sealed class PathsByHandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _now = new(2026, 11, 2, 18, 0, 0, TimeSpan.Zero);

    private static readonly History _history = new([
        Page("09:00", "ann", "https://shop.test/home"),
        Page("09:01", "ann", "https://shop.test/home/?from=mail"),
        Page("09:05", "ann", "https://shop.test/product/1#top"),
        Make("09:05", "$identify", "ann", new JsonObject()),
        Page("09:06", "ann", "https://shop.test/product/2"),
        Page("09:10", "ann", "https://shop.test/pay"),
        Page("09:40", "ann", "https://shop.test/home"),
        Page("09:41", "ann", "https://shop.test/pay"),
        Page("09:00", "ben", "https://shop.test/home", "s1"),
        Page("11:00", "ben", "https://shop.test/pay", "s1"),
        Make("11:01", "buy", "ben", new JsonObject { ["amount"] = 5 }, "s1"),
        Make("12:00", "$screen", "cleo", new JsonObject { ["$screen_name"] = "Start" }),
        Make("12:01", "$screen", "cleo", new JsonObject { ["screen_name"] = "Settings" }),
    ]);

    private QuestionRunner _runner = null!;
    private ProjectContext _project = null!;

    public async Task InitializeAsync()
    {
        var store = await StoredHistories.CreateAsync();
        _project = new ProjectContext((await store.AddAsync(_history))[0], "paths", TimeZoneInfo.Utc, "EUR");
        _runner = store.RunnerAt(_now);
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(
        ""","by":"page","steps":5""",
        "1_home 2_pay 2 3630; 1_Start 2_Settings 1 60; 1_home 2_product/1 1 240; 2_product/1 3_product/2 1 60; 3_product/2 4_pay 1 240"
    )]
    [InlineData(
        ""","by":"page","steps":5,"groups":[{"match":"/product/*","as":"/product/:id"}]""",
        "1_home 2_pay 2 3630; 1_Start 2_Settings 1 60; 1_home 2_/product/:id 1 240; 2_/product/:id 3_pay 1 240"
    )]
    [InlineData(""","by":"page","steps":2,"minEdge":2""", "1_home 2_pay 2 3630")]
    [InlineData(""","by":"page","steps":2,"exclude":["/product/*"],"start":"/home" """, "1_home 2_pay 3 540")] // from 09:01, not 09:06
    [InlineData(""","by":"page","steps":3,"start":"/product/1" """, "1_product/1 2_product/2 1 60; 2_product/2 3_pay 1 240")]
    [InlineData(""","by":"page","steps":2,"end":"/pay" """, "1_home 2_pay 2 3630; 1_product/2 2_pay 1 240")]
    [InlineData(""","by":"page","steps":2,"start":"/home","end":"/pay" """, "1_home 2_pay 2 3630; 1_home 2_... 1 240; 2_... 3_pay 1 240")]
    [InlineData(""","by":"page","steps":4,"start":"/home","end":"/product/2" """, "1_home 2_product/1 1 240; 2_product/1 3_product/2 1 60")]
    [InlineData(""","by":"event","steps":5""", "1_$pageview 2_buy 1 60")] // repeats collapse
    [InlineData(""","steps":5,"filter":{"property":"amount","op":"is_set"}""", "")]
    public async Task Links(string fields, string expected)
    {
        var result = (PathResult)await Asking.AnswerAsync(Kind(), _runner, _project, Question(fields));
        string.Join("; ", result.Links.Select(l => $"{Short(l.From)} {Short(l.To)} {l.Count} {l.MedianSeconds}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"from":"1_https://shop.test/home","to":"2_https://shop.test/pay"}""", 2)]
    [InlineData("""{"node":"1_https://shop.test/home"}""", 2)]
    [InlineData("""{"node":"2_https://shop.test/product/1"}""", 1)]
    [InlineData("""{"node":"5_https://shop.test/home"}""", 0)]
    public async Task The_persons_behind_a_link_or_a_node(string point, int count)
    {
        var persons = await Asking.PersonsAsync(Kind(), _runner, _project, Question(""","by":"page","steps":5"""), JsonNode.Parse(point)!);
        (persons.Count, persons.Items.Count).ShouldBe((count, count));
    }

    [Theory]
    [InlineData("by_event", ""","steps":5""")]
    [InlineData(
        "by_page_with_everything",
        ""","by":"page","steps":3,"start":"/home","end":"/p*","exclude":["/x"],"groups":[{"match":"/a/*","as":"/a"}]"""
    )]
    public async Task Golden(string name, string fields) =>
        await Histories.Golden.ShouldBeAsync(
            ((PathResult)await Asking.AnswerAsync(Kind(), _runner, _project, Question(fields))).Meta.Sql,
            name
        );

    private PathKind Kind() => new(new PathQuery(_runner), new PathPersonsQuery(_runner, new PathQuery(_runner)));

    private static JsonNode Question(string fields) => JsonNode.Parse($$"""{"kind":"paths","range":{"from":"today"}{{fields}}}""")!;

    private static string Short(string id) => id.Replace("https://shop.test/", "", StringComparison.Ordinal);

    private static Happening Page(string time, string who, string url, string session = "") =>
        Make(time, "$pageview", who, new JsonObject { ["url"] = url }, session);

    private static Happening Make(string time, string name, string who, JsonObject properties, string session = "") =>
        new(0, name, who, DateTimeOffset.Parse($"2026-11-02T{time}:00Z"), session, new Dictionary<string, string>(), properties);
}
