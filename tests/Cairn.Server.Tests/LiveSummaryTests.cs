using System.Globalization;
using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class LiveSummaryTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task It_tells_who_is_online_and_what_went_on_each_minute()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var now = DateTimeOffset.UtcNow;
        await project.AcceptedAsync(
            Event("ada", "$pageview", now.AddMinutes(-4), "DE", "https://example.com/old"),
            Event("ada", "buy", now.AddSeconds(-20), "FR"),
            Event("ada", "$set", now.AddSeconds(-5), "US"),
            Event("bert", "$pageview", now.AddSeconds(-40), "DE", "https://example.com/docs?q=1"),
            Event("cleo", "buy", now.AddMinutes(-10), "DE"),
            Event("dora", "buy", now.AddMinutes(-50), "DE"),
            Event("eve", "buy", now.AddMinutes(-10))
        );
        await project.DrainedAsync();

        var answer = await project.Owner.GetAsync(project.Path("/live/summary"));

        answer.Status.ShouldBe(200, answer.Text);
        var body = answer.Json;
        Items("online").Select(Person).ShouldBe(["ada buy /old FR 2", "bert $pageview /docs DE 1"]);
        body.GetProperty("onlineCount").GetInt32().ShouldBe(2);
        (Number("minutes"), Number("persons"), Number("events")).ShouldBe((30, 4, 5));
        var minutes = Items("perMinute")
            .ToDictionary(m => Time(m), m => (m.GetProperty("events").GetInt32(), m.GetProperty("persons").GetInt32()));
        minutes.Count.ShouldBe(30);
        minutes[Minute(now.AddMinutes(-10))].ShouldBe((2, 2));
        minutes[Minute(now.AddMinutes(-4))].ShouldBe((1, 1));
        minutes.Values.Sum(m => m.Item1).ShouldBe(5);
        Items("countries")
            .Select(c => $"{c.GetProperty("country").GetString() ?? "?"} {c.GetProperty("persons")} {c.GetProperty("events")}")
            .ShouldBe(["DE 3 3", "? 1 1", "FR 1 1"]);
        body.GetProperty("meta").GetProperty("sql").GetString()!.ShouldContain("uniqExact");

        var longer = (await project.Owner.GetAsync(project.Path("/live/summary?minutes=60"))).Json;
        longer.GetProperty("persons").GetInt32().ShouldBe(5);
        longer.GetProperty("perMinute").GetArrayLength().ShouldBe(60);

        JsonElement.ArrayEnumerator Items(string name) => body.GetProperty(name).EnumerateArray();
        int Number(string name) => body.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_project_without_events_has_thirty_empty_minutes()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var body = (await project.Owner.GetAsync(project.Path("/live/summary"))).Json;
        body.GetProperty("online").GetArrayLength().ShouldBe(0);
        body.GetProperty("onlineCount").GetInt32().ShouldBe(0);
        body.GetProperty("perMinute").EnumerateArray().Sum(m => m.GetProperty("events").GetInt32()).ShouldBe(0);
        body.GetProperty("perMinute").GetArrayLength().ShouldBe(30);
    }

    [Theory]
    [InlineData("minutes=0", "/minutes", "invalid_value")]
    [InlineData("minutes=181", "/minutes", "invalid_value")]
    [InlineData("minute=5", "/minute", "unknown_field")]
    public async Task A_wrong_parameter_is_named(string query, string pointer, string code)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        var answer = await project.Owner.GetAsync(project.Path("/live/summary?" + query));
        answer.ShouldBeProblem(400, "invalid_input");
        answer.Faults[pointer].ShouldBe(code);
    }

    private static object Event(string who, string name, DateTimeOffset at, string? country = null, string? url = null)
    {
        var properties = new Dictionary<string, string>();
        if (country is not null)
            properties["$country"] = country;
        if (url is not null)
            properties["url"] = url;
        return new
        {
            @event = name,
            distinct_id = who,
            timestamp = at,
            properties,
        };
    }

    private static string Person(JsonElement p) =>
        $"{p.GetProperty("distinctId")} {p.GetProperty("lastEvent")} {p.GetProperty("lastPage")} {p.GetProperty("country")} {p.GetProperty("events")}";

    private static DateTimeOffset Time(JsonElement minute) =>
        DateTimeOffset.Parse(minute.GetProperty("t").GetString()!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
