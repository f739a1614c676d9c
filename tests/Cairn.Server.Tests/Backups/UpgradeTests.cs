using System.Diagnostics;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Backups;

/// <summary>Upgrades of the tables, as real processes. A later Cairn is this one with one more script.</summary>
public sealed class UpgradeTests(UpgradeTests.Stopped stopped) : IClassFixture<UpgradeTests.Stopped>
{
    private static int Next => Store.Schema.StoreSchema.Version + 1;

    [Fact]
    public async Task An_upgrade_is_rehearsed_on_a_copy_and_the_earlier_Cairn_is_refused_after_it()
    {
        var data = stopped.Copy("upgrade");
        var later = Later("ALTER TABLE events ADD COLUMN IF NOT EXISTS added UInt8 DEFAULT 7");

        await using (var server = await RealCairn.StartAsync(data, later))
        {
            (await server.NumbersAsync()).Count.ShouldBe(200);
            var backups = await RealCairn.RunAsync(data, "backups");
            backups.Output.ShouldContain("good (", customMessage: "the backup of before the upgrade was tried");
            await server.StopAsync();
        }

        await using var earlier = ServerProcess.Start(RealCairn.Environment(data));
        var (exitCode, error) = await earlier.EndAsync();
        exitCode.ShouldBe(1);
        error.ShouldContain("it was used by a newer Cairn. Start that version again, or restore a backup made before the upgrade.");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_rehearsal_that_fails_or_gives_other_answers_stops_the_start_and_the_earlier_Cairn_still_starts()
    {
        var data = stopped.Copy("rehearsal");

        await RefusedAsync(
            data,
            Later("ALTER TABLE events ADD COLUMN IF NOT EXISTS added UInt8; SELECT throwIf(1, 'broken script')"),
            "broken script"
        );
        await RefusedAsync(
            data,
            Later("ALTER TABLE events DELETE WHERE distinct_id = 'user-1' SETTINGS mutations_sync = 1"),
            "events_per_day has another answer after the upgrade"
        );

        await using var earlier = await RealCairn.StartAsync(data);
        (await earlier.NumbersAsync()).Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_real_upgrade_that_fails_halfway_is_undone()
    {
        var data = stopped.Copy("undo");
        var later = Later(
            "ALTER TABLE events DELETE WHERE distinct_id = 'user-1' SETTINGS mutations_sync = 1; SELECT throwIf(1, 'failed halfway')"
        );

        await using (var server = ServerProcess.Start([.. RealCairn.Environment(data), later, ("CAIRN_UPGRADE_WITHOUT_REHEARSAL", "1")]))
        {
            var (exitCode, error) = await server.EndAsync();
            exitCode.ShouldBe(1, error);
            error.ShouldContain("was undone with the backup");
            error.ShouldContain("failed halfway");
        }

        await using var earlier = await RealCairn.StartAsync(data);
        (await earlier.NumbersAsync()).Count.ShouldBe(200, "what the half upgrade deleted is back");
        await earlier.SendAsync(200, 100);
        await Eventually.TrueAsync(async () => (await earlier.NumbersAsync()).Count == 300);
    }

    private static async Task RefusedAsync(string data, (string, string?) later, string reason)
    {
        await using var server = ServerProcess.Start([.. RealCairn.Environment(data), later]);
        var (exitCode, error) = await server.EndAsync();
        exitCode.ShouldBe(1, error);
        error.ShouldContain(reason);
        error.ShouldContain("Nothing was changed");
    }

    /// <summary>The data folder of a server that took 200 events and was stopped.</summary>
    public sealed class Stopped : IAsyncLifetime
    {
        private readonly string _data = TestFolder.Create("stopped");

        public async Task InitializeAsync()
        {
            await using var server = await RealCairn.StartAsync(_data);
            await server.SendAsync(0, 200);
            await Eventually.TrueAsync(async () => (await server.NumbersAsync()).Count == 200);
            await server.StopAsync();
        }

        public Task DisposeAsync() => Task.CompletedTask;

        /// <summary>A copy of it.</summary>
        public string Copy(string name)
        {
            var copy = TestFolder.Create(name);
            using var cp = Process.Start("cp", ["-a", _data + "/.", copy]);
            cp.WaitForExit();
            cp.ExitCode.ShouldBe(0);
            return copy;
        }
    }

    private static (string, string?) Later(string script)
    {
        var folder = TestFolder.Create("schema");
        Directory.CreateDirectory(Path.Combine(folder, "clickhouse"));
        File.WriteAllText(Path.Combine(folder, "clickhouse", $"{Next:0000}_later.sql"), script);
        return ("CAIRN_TEST_SCHEMA", folder);
    }
}
