using System.Diagnostics;
using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Schema;
using Cairn.Testing;

namespace Cairn.Store.Tests.Engine;

/// <summary>A ClickHouse that Cairn did not start, with a user, a password and a database of its operator's choice.</summary>
public sealed class ExternalClickHouseTests
{
    private const string Password = "p@ss/word:with%odd&chars";

    [Fact]
    public async Task Somebody_elses_server_runs_the_same_code()
    {
        using var server = await StrangersServer.StartAsync(TestFolder.Create());
        var url = $"http://visitor:{Uri.EscapeDataString(Password)}@127.0.0.1:{server.Port}/analytics_db";
        await using var external = new ExternalClickHouse(ClickHouseAddress.Parse(url), TimeProvider.System);
        await external.StartAsync(CancellationToken.None);
        await ReadyAsync(external);

        var client = external.CreateClient();
        (await StoreSchema.MigrateAsync(client, CancellationToken.None)).ShouldBe(StoreSchema.Version);
        var rows = await client.QueryAsync(
            $"SELECT currentUser(), currentDatabase(), count() FROM events",
            QueryLimits.Interactive,
            CancellationToken.None
        );

        rows[0].String(0).ShouldBe("visitor");
        rows[0].String(1).ShouldBe("analytics_db");
        external.Status.ShouldBe(new EngineStatus(IsReady: true, ProcessId: null, Restarts: 0, ResidentBytes: null, LastError: null));
        await external.StopAsync(CancellationToken.None);
        server.HasExited.ShouldBeFalse("Nobody but its operator ends it.");
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_repeating_it()
    {
        using var server = await StrangersServer.StartAsync(TestFolder.Create());
        var address = new ClickHouseAddress(new Uri($"http://127.0.0.1:{server.Port}"), "visitor", "not-it-at-all", "analytics_db");
        await using var external = new ExternalClickHouse(address, TimeProvider.System);
        await external.StartAsync(CancellationToken.None);

        await Eventually.TrueAsync(() => external.Status.LastError is not null);

        external.Status.IsReady.ShouldBeFalse();
        external.Status.LastError.ShouldNotBeNull().ShouldContain("Authentication failed");
        external.Status.LastError.ShouldNotBeNull().ShouldNotContain("not-it-at-all");
    }

    private static async Task ReadyAsync(ExternalClickHouse external)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await external.WaitUntilReadyAsync(limit.Token);
    }

    /// <summary>Started by hand, without a supervisor.</summary>
    private sealed class StrangersServer(Process process, int port) : IDisposable
    {
        public int Port => port;

        public bool HasExited => process.HasExited;

        public static async Task<StrangersServer> StartAsync(string folder)
        {
            new ClickHouseConfig(new ClickHouseFiles(folder), "visitor", Password, "analytics_db", 1_000_000_000, []).Write();
            var options = TestEngines.ClickHouseOptions(folder);
            var process = Process.Start(options.Host.StartInfo(ClickHouseHost.Verb, [options.Library, folder, "0"]))!;
            process.BeginErrorReadLine();
            await Eventually.TrueAsync(() => ProcessFacts.ListeningPorts(process.Id).Count > 0);
            return new StrangersServer(process, ProcessFacts.ListeningPorts(process.Id)[0].Port);
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
