using Cairn.Server.Health;
using Cairn.Server.Tests.Support;
using Cairn.Testing;
using Cairn.Workspace.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Server.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_server_with_its_engines_is_alive_and_ready()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        await server.StoreIsReadyAsync();
        using var http = server.WithKey(null);

        var alive = await http.GetAsync("/healthz");
        var ready = await http.GetAsync("/readyz");

        alive.Status.ShouldBe(200);
        alive.Json.GetProperty("status").GetString().ShouldBe("alive");
        ready.Status.ShouldBe(200, ready.Text);
        ready.Json.GetProperty("status").GetString().ShouldBe("ready");
        Failing(ready).ShouldBeEmpty();
        ready.Json.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldContain("clickhouse");
    }

    [Fact]
    public async Task Without_ClickHouse_it_starts_takes_accounts_and_is_not_ready()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            // Nobody listens on port 9 (discard).
            settings: settings => settings with { ClickHouse = "http://cairn:a-password@127.0.0.1:9/cairn" }
        );
        using var http = server.WithKey(TestServer.InstanceKey);

        var ready = await http.GetAsync("/readyz");

        ready.ShouldBeProblem(503, "not_ready");
        Failing(ready).ShouldContain("clickhouse");
        Failing(ready).ShouldNotContain("postgres");
        ready.Text.ShouldNotContain("a-password");
        (await http.PostAsync("/api/projects", new { slug = "meanwhile" })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task When_PostgreSQL_goes_away_readiness_turns_red_and_keys_still_open()
    {
        var engine = new PostgresEngine(
            TestEngines.PostgresOptions(TestFolder.Create("own-pg")),
            NullLogger<PostgresEngine>.Instance,
            TimeProvider.System
        );
        await engine.StartAsync(CancellationToken.None);
        await engine.WaitUntilReadyAsync(CancellationToken.None);
        await using var server = await TestServer.StartAsync(TestServer.SetUp, engine.ConnectionString);
        await server.StoreIsReadyAsync();
        using var http = server.WithKey(TestServer.InstanceKey);
        (await http.GetAsync("/api/session")).Status.ShouldBe(200);

        await engine.StopAsync(CancellationToken.None);

        Failing(await http.GetAsync("/readyz")).ShouldContain("postgres");
        (await http.GetAsync("/api/session")).Status.ShouldBe(200);
        var change = await http.PostAsync("/api/projects", new { slug = "not-now" });
        change.ShouldBeProblem(503, "workspace_unavailable");
        change.Headers.ContainsKey("Retry-After").ShouldBeTrue();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task A_failing_check_says_what_is_wrong()
    {
        const string Fault = "The disk is full: make room in the data folder.";
        await using var readiness = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new ReadyCheck("good", _ => ValueTask.FromResult<string?>(null)))
            .AddSingleton(new ReadyCheck("disk", _ => ValueTask.FromResult<string?>(Fault)))
            .AddSingleton(new ReadyCheck("thrower", _ => throw new IOException("broken pipe")))
            .AddSingleton<Readiness>()
            .BuildServiceProvider();

        var results = await readiness.GetRequiredService<Readiness>().AskAsync(CancellationToken.None);

        results.ShouldBe([
            new CheckResult("good", "ready", null),
            new CheckResult("disk", "failing", Fault),
            new CheckResult("thrower", "failing", "broken pipe"),
        ]);
    }

    private static List<string> Failing(Answer answer) =>
        [
            .. answer
                .Json.GetProperty("checks")
                .EnumerateArray()
                .Where(c => c.GetProperty("status").GetString() == "failing")
                .Select(c => c.GetProperty("name").GetString()!),
        ];
}
