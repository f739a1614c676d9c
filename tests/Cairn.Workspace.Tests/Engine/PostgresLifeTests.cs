using Cairn.Processes;
using Cairn.Testing;
using Cairn.Workspace.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cairn.Workspace.Tests.Engine;

public sealed class PostgresLifeTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_stopped_engine_is_gone_and_starts_again_with_its_rows()
    {
        var folder = TestFolder.Create();
        int[] processes;
        await using (var engine = await StartAsync(folder))
        {
            await RememberAsync(engine);
            processes = Tree(engine);
            await engine.StopAsync(CancellationToken.None);
            engine.Status.ShouldBe(new EngineStatus(IsReady: false, ProcessId: null, Restarts: 0, ResidentBytes: null, LastError: null));
        }

        processes.ShouldAllBe(process => !Directory.Exists($"/proc/{process}"));
        File.Exists(new PostgresFiles(folder).PidFile).ShouldBeFalse("It closed its folder itself.");
        await using var again = await StartAsync(folder);
        (await RecallAsync(again)).ShouldBe("kept");
    }

    [Fact]
    public async Task After_kill_9_of_postgres_it_comes_back_by_itself_with_its_rows()
    {
        await using var engine = await StartAsync(TestFolder.Create());
        await RememberAsync(engine);
        var processes = Tree(engine);

        Posix.Signal(Postgres(engine), Posix.KillNow).ShouldBeTrue();

        await Eventually.TrueAsync(() => engine.Status is { IsReady: true, Restarts: 1 });
        (await RecallAsync(engine)).ShouldBe("kept");
        await Eventually.TrueAsync(() => processes.All(process => !Directory.Exists($"/proc/{process}")));
    }

    [Fact]
    public async Task After_kill_9_of_its_host_no_postgres_stays_behind_and_a_new_one_comes()
    {
        await using var engine = await StartAsync(TestFolder.Create());
        await RememberAsync(engine);
        var processes = Tree(engine);

        Posix.Signal(engine.Status.ProcessId!.Value, Posix.KillNow).ShouldBeTrue();

        await Eventually.TrueAsync(() => engine.Status is { IsReady: true, Restarts: >= 1 });
        (await RecallAsync(engine)).ShouldBe("kept");
        await Eventually.TrueAsync(() => processes.All(process => !Directory.Exists($"/proc/{process}")));
    }

    [Fact]
    public async Task When_its_parent_is_killed_host_and_postgres_end_and_close_their_folder()
    {
        var folder = TestFolder.Create();
        using var parent = await KillableParent.StartAsync(folder);
        int[] processes = [parent.PostgresHost, .. ProcessFacts.Children(parent.PostgresHost)];

        parent.Kill();

        await Eventually.TrueAsync(() => processes.All(process => !Directory.Exists($"/proc/{process}")));
        File.Exists(new PostgresFiles(Path.Combine(folder, "postgres")).PidFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_postgres_that_outlived_everybody_is_ended_by_the_next_start()
    {
        var folder = TestFolder.Create();
        var files = new PostgresFiles(folder);
        await using (var engine = await StartAsync(folder))
            await RememberAsync(engine);
        // As the last server left it where the kernel could not tell postgres of the death of its host.
        files.CreateSocketFolder();
        var command = PostgresCommand.Postgres(PostgresPackage.Find(), files.Data, files.SocketFolder, diesWithParent: false);
        using var orphan = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(command[0], command.AsSpan(1).ToArray())
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        orphan.BeginErrorReadLine();
        await Eventually.TrueAsync(() => StalePostgres.Find(files, PostgresPackage.Find()) == orphan.Id);

        await using var next = await StartAsync(folder);

        orphan.HasExited.ShouldBeTrue();
        (await RecallAsync(next)).ShouldBe("kept");
        next.Status.Restarts.ShouldBe(0);
    }

    [Fact]
    public async Task An_interrupted_initdb_is_begun_anew()
    {
        var folder = TestFolder.Create();
        var files = new PostgresFiles(folder);
        Directory.CreateDirectory(files.Unfinished);
        await File.WriteAllTextAsync(Path.Combine(files.Unfinished, "PG_VERSION"), "18");

        await using var engine = await StartAsync(folder);

        await RememberAsync(engine);
        Directory.Exists(files.Unfinished).ShouldBeFalse();
    }

    [Fact]
    public async Task A_long_path_gets_a_short_socket_folder_that_only_the_owner_may_enter()
    {
        var folder = Path.Combine(TestFolder.Create(), new string('x', 120));
        await using var engine = await StartAsync(folder);
        await RememberAsync(engine);

        var socket = new PostgresFiles(folder).SocketFolder;

        socket.ShouldNotContain("xxx");
        File.GetUnixFileMode(socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await engine.StopAsync(CancellationToken.None);
        Directory.Delete(socket, recursive: true);
    }

    [Fact]
    public async Task Nothing_listens_on_a_port()
    {
        var engine = await TestEngines.PostgresAsync();
        foreach (var process in Tree(engine))
            ProcessFacts.ListeningPorts(process).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_small()
    {
        var engine = await TestEngines.PostgresAsync();
        await using var source = NpgsqlDataSource.Create(engine.ConnectionTo("postgres"));
        await using var command = source.CreateCommand(
            "SELECT current_setting('shared_buffers'), current_setting('listen_addresses'), current_setting('fsync')"
        );
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        row.GetString(0).ShouldBe("32MB");
        row.GetString(1).ShouldBe("");
        row.GetString(2).ShouldBe("on");
    }

    private static async Task<PostgresEngine> StartAsync(string folder)
    {
        var engine = new PostgresEngine(TestEngines.PostgresOptions(folder), NullLogger<PostgresEngine>.Instance, TimeProvider.System);
        await engine.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(_patience);
        await engine.WaitUntilReadyAsync(limit.Token);
        return engine;
    }

    private static int Postgres(PostgresEngine engine) => ProcessFacts.Children(engine.Status.ProcessId!.Value).ShouldHaveSingleItem();

    private static int[] Tree(PostgresEngine engine)
    {
        var postgres = Postgres(engine);
        return [engine.Status.ProcessId!.Value, postgres, .. ProcessFacts.Children(postgres)];
    }

    private static async Task RememberAsync(PostgresEngine engine)
    {
        await using var source = NpgsqlDataSource.Create(engine.ConnectionString);
        await using var command = source.CreateCommand("CREATE TABLE memory (what text); INSERT INTO memory VALUES ('kept')");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> RecallAsync(PostgresEngine engine)
    {
        await using var source = NpgsqlDataSource.Create(engine.ConnectionString);
        await using var command = source.CreateCommand("SELECT what FROM memory");
        return (string?)await command.ExecuteScalarAsync();
    }
}
