using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Schema;
using Cairn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Store.Tests.Engine;

public sealed class EngineLifeTests
{
    [Fact]
    public async Task After_kill_9_of_the_child_it_comes_back_by_itself_with_its_rows_and_a_new_password()
    {
        await using var engine = await StartAsync(TestFolder.Create());
        var client = engine.CreateClient();
        await StoreSchema.MigrateAsync(client, CancellationToken.None);
        await client.ExecuteAsync(
            $"INSERT INTO person_merges SELECT 1, number, 1, 1 FROM numbers(1000)",
            _patience,
            CancellationToken.None
        );
        var before = engine.Address;

        await KillAsync(engine.Status.ProcessId!.Value);
        await UntilAsync(() => engine.Status is { IsReady: true, Restarts: 1 });

        (await CountAsync(client)).ShouldBe(1000);
        engine.Address.Password.ShouldNotBe(before.Password);
        engine.Status.LastError.ShouldNotBeNull().ShouldContain("exit code 137");
    }

    [Fact]
    public async Task A_stopped_engine_is_gone_and_starts_again_with_its_rows()
    {
        var folder = TestFolder.Create();
        int process;
        await using (var engine = await StartAsync(folder))
        {
            var client = engine.CreateClient();
            await StoreSchema.MigrateAsync(client, CancellationToken.None);
            await client.ExecuteAsync(
                $"INSERT INTO person_merges SELECT 1, number, 1, 1 FROM numbers(7)",
                _patience,
                CancellationToken.None
            );
            process = engine.Status.ProcessId!.Value;
            await engine.StopAsync(CancellationToken.None);
            engine.Status.ShouldBe(new EngineStatus(IsReady: false, ProcessId: null, Restarts: 0, ResidentBytes: null, LastError: null));
        }

        Directory.Exists($"/proc/{process}").ShouldBeFalse();
        File.Exists(Path.Combine(new ClickHouseFiles(folder).Data, "status")).ShouldBeFalse("It closed its folder itself.");
        await using var again = await StartAsync(folder);
        (await CountAsync(again.CreateClient())).ShouldBe(7);
    }

    [Fact]
    public async Task A_child_that_a_killed_server_left_on_the_folder_is_waited_for()
    {
        var folder = TestFolder.Create();
        var first = await StartAsync(folder);
        await using var second = NewEngine(folder);
        await second.StartAsync(CancellationToken.None);
        await UntilAsync(() => second.Status.Restarts > 0);
        second.Status.IsReady.ShouldBeFalse();
        second.Status.LastError.ShouldNotBeNull().ShouldContain("lock", Case.Insensitive);

        await first.DisposeAsync();

        await ReadyAsync(second);
    }

    [Fact]
    public async Task When_its_parent_is_killed_the_child_ends_and_closes_its_folder()
    {
        var folder = TestFolder.Create();
        using var parent = await KillableParent.StartAsync(folder);

        parent.Kill();

        await GoneAsync(parent.ClickHouse);
        File.Exists(Path.Combine(folder, "clickhouse", "data", "status")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_library_is_told_and_tried_again()
    {
        var options = TestEngines.ClickHouseOptions(TestFolder.Create()) with { Library = "/nowhere/libchdb.so" };
        await using var engine = new ClickHouseEngine(options, NullLogger<ClickHouseEngine>.Instance, TimeProvider.System);
        await engine.StartAsync(CancellationToken.None);

        await UntilAsync(() => engine.Status.Restarts > 0);

        engine.Status.LastError.ShouldNotBeNull().ShouldContain("/nowhere/libchdb.so");
        Should.Throw<ClickHouseUnavailableException>(() => engine.Address);
    }

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private static ClickHouseEngine NewEngine(string folder) =>
        new(TestEngines.ClickHouseOptions(folder), NullLogger<ClickHouseEngine>.Instance, TimeProvider.System);

    private static async Task<ClickHouseEngine> StartAsync(string folder)
    {
        var engine = NewEngine(folder);
        await engine.StartAsync(CancellationToken.None);
        await ReadyAsync(engine);
        return engine;
    }

    private static async Task ReadyAsync(ClickHouseEngine engine)
    {
        using var limit = new CancellationTokenSource(_patience);
        await engine.WaitUntilReadyAsync(limit.Token);
    }

    private static async Task<long> CountAsync(ClickHouseClient client) =>
        (await client.QueryAsync($"SELECT count() FROM person_merges", QueryLimits.Interactive, CancellationToken.None))[0].Int64(0);

    private static async Task KillAsync(int processId)
    {
        Posix.Signal(processId, Posix.KillNow).ShouldBeTrue();
        await GoneAsync(processId);
    }

    private static async Task GoneAsync(int processId) => await UntilAsync(() => !Directory.Exists($"/proc/{processId}"));

    private static Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(condition);
}
