using Cairn.Query.Sequences;
using Cairn.Server.Tests.Support;
using Cairn.Store.ClickHouse;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Keeping;

/// <summary>What is past its time goes, all of it and nothing else.</summary>
public sealed class RetentionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    /// <summary>Events of many ages, each a second after or before a midnight of UTC.</summary>
    private static readonly (string Name, string Who, int Days, int Seconds)[] _history =
    [
        .. from name in (string[])["look", "buy", "debug"]
        from days in (int[])[0, 1, 2, 9, 10, 11, 40, 400]
        from seconds in (int[])[0, -1]
        where days > 0 || seconds == 0
        select (name, $"p{days % 3}", days, seconds),
    ];

    [Fact]
    public async Task After_a_run_the_events_within_their_time_are_left_and_nothing_else_is_touched()
    {
        using var project = await FilledAsync();
        using var other = await FilledAsync();
        var untouched = await other.ExportAsync();
        (await CountAsync(project, "look")).ShouldBe(15);
        object[] events = [new { @event = "buy", keepDays = (int?)null }, new { @event = "debug", keepDays = 1 }];

        var seen = await project.PreviewAsync(new { keepDays = 10, events });
        await project.SetRulesAsync(10, events: events);
        var run = await _server.RunAsync(project);

        var kept = _history.Where(e => e.Name == "buy" || !IsBefore(e, e.Name == "debug" ? 1 : 10)).ToList();
        (await project.ExportAsync()).Count.ShouldBe(kept.Count);
        foreach (var name in kept.Select(e => e.Name).Distinct())
            (await CountAsync(project, name)).ShouldBe(kept.Count(e => e.Name == name), name);
        (await other.ExportAsync()).ShouldBe(untouched);
        // The preview said so.
        var gone = _history.Except(kept).ToList();
        seen.GetProperty("events").GetInt32().ShouldBe(gone.Count);
        run.GetProperty("deleted").GetInt32().ShouldBe(gone.Count);
        seen.GetProperty("persons").GetInt32().ShouldBe(gone.Select(e => e.Who).Distinct().Count());
        seen.GetProperty("names")
            .EnumerateArray()
            .ToDictionary(n => n.GetProperty("event").GetString()!, n => n.GetProperty("events").GetInt32())
            .ShouldBe(gone.GroupBy(e => e.Name).ToDictionary(g => g.Key, g => g.Count()), ignoreOrder: true);
        seen.GetProperty("oldest").GetDateTimeOffset().ShouldBe(KeepingCalls.Today.AddDays(-400).AddSeconds(-1));
        seen.GetProperty("changes").GetArrayLength().ShouldBeGreaterThan(2);
        (await AuditedAsync(project)).ShouldContain($"system retention.applied deleted={gone.Count}");
        using var instance = _server.WithKey(TestServer.InstanceKey);
        var metrics = (await instance.GetAsync("/metrics")).Text;
        metrics.ShouldContain("cairn_retention_deleted_events_total ");
        metrics.ShouldContain("cairn_retention_last_run_age_seconds ");
    }

    [Fact]
    public async Task Nothing_goes_that_nobody_has_looked_at()
    {
        using var project = await FilledAsync();
        var week = new { keepDays = 7, archive = false };

        (await project.SaveAsync(week)).ShouldBeProblem(409, "preview_needed");
        var token = (await project.PreviewAsync(week)).GetProperty("token").GetString();
        (await project.SaveAsync(new { keepDays = 6, preview = token })).ShouldBeProblem(409, "preview_needed");
        using (var other = await FilledAsync())
            (await other.SaveAsync(new { keepDays = 7, preview = token })).ShouldBeProblem(409, "preview_needed");
        (await project.SaveAsync(new { keepDays = 5000 })).Status.ShouldBe(200, "nothing is that old");

        (await project.SaveAsync(new { keepDays = 7, preview = token })).Status.ShouldBe(200);
        (await project.Owner.PostAsync(project.Path("/privacy/retention/run"), new { })).ShouldBeProblem(409, "within_grace");
        var now = (await project.Owner.GetAsync(project.Path("/privacy/retention"))).Json;
        now.GetProperty("before").GetProperty("keepDays").GetInt32().ShouldBe(5000);
        (now.GetProperty("notBefore").GetDateTimeOffset() - DateTimeOffset.UtcNow).TotalHours.ShouldBeInRange(23, 24.01);
        now.GetProperty("nextRun").GetDateTimeOffset().ShouldBeGreaterThan(now.GetProperty("notBefore").GetDateTimeOffset());

        // Taken back as it was told, and set again: the day begins anew.
        (await project.SaveAsync(now.GetProperty("before"))).Status.ShouldBe(200);
        (await project.SaveAsync(new { keepDays = (int?)null })).Status.ShouldBe(200);
        (await project.Owner.PostAsync(project.Path("/privacy/retention/run"), new { })).ShouldBeProblem(409, "nothing_to_delete");
        (await project.SaveAsync(week)).ShouldBeProblem(409, "preview_needed");
        (await project.ExportAsync()).Count.ShouldBe(_history.Length);
    }

    [Fact]
    public async Task Events_that_come_late_are_taken_and_go_with_the_next_run()
    {
        using var project = await FilledAsync();
        await project.SetRulesAsync(10);
        await _server.RunAsync(project);
        var left = (await project.ExportAsync()).Count;

        await project.AcceptedAsync(KeepingCalls.Event("look", "late", 30));
        (await project.ExportAsync()).Count.ShouldBe(left + 1);

        (await _server.RunAsync(project)).GetProperty("deleted").GetInt32().ShouldBe(1);
        (await project.ExportAsync()).Count.ShouldBe(left);
        (await _server.RunAsync(project)).GetProperty("deleted").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Merged_persons_count_once_in_a_preview()
    {
        using var project = await FilledAsync();
        await project.Owner.PostAsync(project.Path("/identity/merges"), new { from = "p1", into = "p0" });
        await project.DrainedAsync();

        (await project.PreviewAsync(new { keepDays = 10 })).GetProperty("persons").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task An_index_of_persons_forgets_what_went()
    {
        using var project = await FilledAsync();
        await project.DrainedAsync();
        var (store, id) = (_server.Services.GetRequiredService<ClickHouseClient>(), _server.Id(project));
        // Enough for an index: half of them bought a year ago, all of them looked yesterday.
        await store.ExecuteAsync(
            $"""
            INSERT INTO events (project_id, event, timestamp, person_id, distinct_id, event_id, sequence, properties, properties_json)
            SELECT {id}, if(number % 2 = 0, 'seen', 'bought'), now64(3, 'UTC') - toIntervalDay(if(number % 2 = 0, 1, 365 - number % 5)),
                intDiv(number, 2) + 1000, toString(intDiv(number, 2)), generateUUIDv4(), 0, '{Sql.Trusted("{}")}', '{Sql.Trusted("{}")}'
            FROM numbers(310000)
            """,
            TimeSpan.FromMinutes(2),
            CancellationToken.None
        );
        var indexes = _server.Services.GetRequiredService<PersonIndexes>();
        indexes.Forget(id);
        (await indexes.WaitAsync(id)).ShouldBeTrue();
        (await BuyersAsync(project)).ShouldBe(155_000);

        await project.SetRulesAsync(100);
        await _server.RunAsync(project);

        (await BuyersAsync(project)).ShouldBe(0);
        (await indexes.WaitAsync(id)).ShouldBeFalse("there are too few left for an index");
    }

    [Theory]
    [InlineData("""{"keepDays":0}""", "/keepDays", "out_of_range")]
    [InlineData("""{"keepDays":36501}""", "/keepDays", "out_of_range")]
    [InlineData("""{"keepDays":"ten"}""", "/keepDays", "out_of_range")]
    [InlineData("""{"archive":1}""", "/archive", "wrong_type")]
    [InlineData("""{"events":{}}""", "/events", "wrong_type")]
    [InlineData("""{"events":[{"keepDays":3}]}""", "/events/0/event", "required")]
    [InlineData("""{"events":[{"event":"a"},{"event":"a"}]}""", "/events/1/event", "duplicate")]
    [InlineData("""{"events":[{"event":"a","days":3}]}""", "/events/0/days", "unknown_field")]
    [InlineData("""{"keepdays":3}""", "/keepdays", "unknown_field")]
    public async Task Rules_are_checked(string body, string pointer, string code)
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Put, ""), (HttpMethod.Post, "/preview")])
        {
            var answer = await project.Owner.SendAsync(method, project.Path("/privacy/retention" + path), body);
            answer.ShouldBeProblem(400, "invalid_input");
            answer.Faults.ShouldBe(new Dictionary<string, string> { [pointer] = code });
        }
    }

    private static bool IsBefore((string Name, string Who, int Days, int Seconds) e, int keepDays) =>
        e.Days > keepDays || (e.Days == keepDays && e.Seconds < 0);

    private async Task<ProjectCalls> FilledAsync()
    {
        var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync([.. _history.Select(e => KeepingCalls.Event(e.Name, e.Who, e.Days, e.Seconds))]);
        await project.DrainedAsync();
        return project;
    }

    private static async Task<int> CountAsync(ProjectCalls project, string name) =>
        (
            await project.Owner.PostAsync(
                project.Path("/query"),
                new
                {
                    kind = "trends",
                    range = new { from = "all" },
                    interval = "month",
                    series = new[] { new { @event = name, measure = "count" } },
                }
            )
        ).Total();

    private static async Task<int> BuyersAsync(ProjectCalls project)
    {
        var answer = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/query"),
            """{"kind":"funnel","range":{"from":"-500d"},"steps":[{"event":"bought"},{"event":"seen"}],"window":{"value":13,"unit":"month"}}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("steps")[1].GetProperty("count").GetInt32();
    }

    private static async Task<IReadOnlyList<string>> AuditedAsync(ProjectCalls project) =>
        [
            .. (await project.Owner.GetAsync(project.Path("/audit")))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Where(l => l.GetProperty("details").TryGetProperty("deleted", out _))
                .Select(l =>
                    $"{l.GetProperty("actorKind").GetString()} {l.GetProperty("action").GetString()} deleted={l.GetProperty("details").GetProperty("deleted").GetString()}"
                ),
        ];
}
