using System.Text.Json;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Ingesting;

/// <summary>From the acknowledgement of an event to the viewer's screen.</summary>
public sealed class LiveIngestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_event_is_shown_soon_after_its_acknowledgement_in_the_shape_of_the_list()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var live = await WatchAsync(project, request: null);
        await project.AcceptedAsync(Event("first"));
        await live.CallAsync("events");

        await project.AcceptedAsync(Event("second"));
        var shown = (await live.CallAsync("events"))[0][0];

        var listed = (await project.StoredAsync()).First(e => e.GetProperty("event").GetString() == "second");
        JsonElement.DeepEquals(shown, listed).ShouldBeTrue($"live: {shown}, listed: {listed}");
    }

    [Fact]
    public async Task A_repeat_is_not_shown_again()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var live = await WatchAsync(project, request: null);
        var once = new
        {
            id = Guid.NewGuid(),
            @event = "once",
            distinct_id = "u",
        };

        await project.IngestAsync(new object[] { once, once });
        await project.IngestAsync(once);
        await project.AcceptedAsync(Event("end"));

        (await NamesUntilAsync(live, "end")).ShouldBe(["once", "end"]);
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_shown()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var byEvent = await WatchAsync(project, new { events = (string[])["signup", "end"] });
        using var byPerson = await WatchAsync(project, new { distinctId = "ann" });
        using var byProperty = await WatchAsync(
            project,
            new
            {
                filter = new
                {
                    property = "plan",
                    op = "eq",
                    value = "pro",
                },
            }
        );

        await project.AcceptedAsync(
            Event("signup", "bob"),
            Event("visit", "ann"),
            Event("purchase", "bob", "pro"),
            Event("signup", "ann", "pro"),
            Event("end", "ann", "pro")
        );

        (await NamesUntilAsync(byEvent, "end")).ShouldBe(["signup", "signup", "end"]);
        (await NamesUntilAsync(byPerson, "end")).ShouldBe(["visit", "signup", "end"]);
        (await NamesUntilAsync(byProperty, "end")).ShouldBe(["purchase", "signup", "end"]);
    }

    [Fact]
    public async Task A_second_subscription_replaces_the_first_and_an_end_ends_it()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var live = await WatchAsync(project, new { events = (string[])["old"] });
        (await live.InvokeAsync("Subscribe", project.Keys.Slug, new { events = (string[])["new", "end"] })).ShouldBeNull();

        await project.AcceptedAsync(Event("old"), Event("new"), Event("end"));
        (await NamesUntilAsync(live, "end")).ShouldBe(["new", "end"]);

        (await live.InvokeAsync("Unsubscribe")).ShouldBeNull();
        await project.AcceptedAsync(Event("end"));
        (await live.InvokeAsync("Unsubscribe")).ShouldBeNull();
        live.Passed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_that_cannot_be_judged_live_is_refused_with_its_place()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var live = await LiveSocket.ConnectAsync(_server.Url, ("Authorization", "Bearer " + project.Keys.ApiKey));

        var typo = await live.InvokeAsync("Subscribe", project.Keys.Slug, new { filter = new { property = "plan", op = "equals" } });
        var cohort = await live.InvokeAsync("Subscribe", project.Keys.Slug, new { filter = new { cohort = "c" } });

        typo.ShouldNotBeNull().ShouldContain("/filter/op");
        cohort.ShouldNotBeNull().ShouldContain("/filter");
    }

    /// <summary>What fits between server and viewer (sockets, pipes, a thousand waiting events) is shown in the end, and the rest is counted: nothing is
    /// forgotten, and ingest never waits.</summary>
    [Fact]
    public async Task A_viewer_that_reads_nothing_slows_nobody_and_is_told_how_much_it_missed()
    {
        const int requests = 4;
        const int perRequest = 2000;
        using var project = await ProjectCalls.CreateAsync(_server);
        using var asleep = await WatchAsync(project, new { events = (string[])["flood"] });
        using var awake = await WatchAsync(project, new { events = (string[])["end"] });
        var padding = new string('x', 2500);
        var flood = Enumerable
            .Range(0, perRequest)
            .Select(_ =>
                (object)
                    new
                    {
                        @event = "flood",
                        distinct_id = "u",
                        properties = new { padding },
                    }
            )
            .ToArray();

        for (var i = 0; i < requests; i++)
            await project.AcceptedAsync(flood);
        await project.AcceptedAsync(Event("end"));
        (await NamesUntilAsync(awake, "end")).ShouldBe(["end"], "another viewer is served meanwhile");

        var (shown, missed) = (0, 0);
        while (shown + missed < requests * perRequest)
        {
            var (target, arguments) = await asleep.NextCallAsync();
            if (target == "events")
                shown += arguments[0].GetArrayLength();
            else
                missed += arguments[0].GetInt32();
        }

        (shown + missed).ShouldBe(requests * perRequest);
        missed.ShouldBeGreaterThan(0);
        shown.ShouldBeGreaterThanOrEqualTo(1000);
    }

    private static object Event(string name, string distinctId = "u", string plan = "free") =>
        new
        {
            @event = name,
            distinct_id = distinctId,
            session_id = "s",
            groups = new { company = "acme" },
            properties = new { plan },
        };

    private async Task<LiveSocket> WatchAsync(ProjectCalls project, object? request)
    {
        var live = await LiveSocket.ConnectAsync(_server.Url, ("Authorization", "Bearer " + project.Keys.ApiKey));
        (await live.InvokeAsync("Subscribe", project.Keys.Slug, request)).ShouldBeNull();
        return live;
    }

    private static async Task<List<string?>> NamesUntilAsync(LiveSocket live, string last)
    {
        var names = new List<string?>();
        while (names.Count == 0 || names[^1] != last)
            names.AddRange((await live.CallAsync("events"))[0].EnumerateArray().Select(e => e.GetProperty("event").GetString()));
        return names;
    }
}
