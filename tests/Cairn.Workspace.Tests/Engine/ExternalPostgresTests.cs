using System.Diagnostics;
using Cairn.Testing;
using Cairn.Workspace.Engine;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Workspace.Tests.Engine;

/// <summary>A PostgreSQL that Cairn did not start: on a TCP port, with a user, a password and a database of its operator's choice.</summary>
public sealed class ExternalPostgresTests
{
    [Fact]
    public async Task Somebody_elses_server_runs_the_same_code()
    {
        using var server = await StrangersServer.StartAsync();
        await using var external = new ExternalPostgres(server.ConnectionString("its-own-secret"), TimeProvider.System);
        await external.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await external.WaitUntilReadyAsync(limit.Token);

        await using var source = NpgsqlDataSource.Create(external.ConnectionString);
        (await WorkspaceSchema.MigrateAsync(source, CancellationToken.None)).ShouldBe(WorkspaceSchema.Version);

        external.Status.IsReady.ShouldBeTrue();
        external.Status.ProcessId.ShouldBeNull();
        await external.StopAsync(CancellationToken.None);
        server.HasExited.ShouldBeFalse("Nobody but its operator ends it.");
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_repeating_it()
    {
        using var server = await StrangersServer.StartAsync();
        await using var external = new ExternalPostgres(server.ConnectionString("not-it-at-all"), TimeProvider.System);
        await external.StartAsync(CancellationToken.None);

        await Eventually.TrueAsync(() => external.Status.LastError is not null);

        external.Status.IsReady.ShouldBeFalse();
        external.Status.LastError.ShouldNotBeNull().ShouldContain("password authentication failed");
        external.Status.LastError.ShouldNotBeNull().ShouldNotContain("not-it-at-all");
    }

    private sealed class StrangersServer(Process process, string socketFolder) : IDisposable
    {
        public bool HasExited => process.HasExited;

        public string ConnectionString(string password) =>
            $"Host={socketFolder};Username=visitor;Password={password};Database=analytics;Timeout=5";

        public static async Task<StrangersServer> StartAsync()
        {
            var files = new PostgresFiles(TestFolder.Create());
            files.Create();
            files.CreateSocketFolder();
            var package = PostgresPackage.Find();
            var libraries = package.EnsureLibraries(files.Libraries);
            PostgresCommand.Run(PostgresCommand.InitDb(package, files.Data, "admin"), libraries).ExitCode.ShouldBe(0);
            await File.WriteAllTextAsync(Path.Combine(files.Data, "pg_hba.conf"), "local all admin trust\nlocal all all scram-sha-256\n");
            var command = PostgresCommand.Postgres(package, files.Data, files.SocketFolder);
            var process = Process.Start(
                new ProcessStartInfo(command[0], command.AsSpan(1).ToArray()) { UseShellExecute = false, RedirectStandardError = true }
            )!;
            process.BeginErrorReadLine();
            await Eventually.TrueAsync(() => CanConnect(files.SocketFolder));
            await using var source = NpgsqlDataSource.Create(Admin(files.SocketFolder));
            await using var user = source.CreateCommand("CREATE USER visitor PASSWORD 'its-own-secret'");
            await user.ExecuteNonQueryAsync();
            await using var database = source.CreateCommand("CREATE DATABASE analytics OWNER visitor");
            await database.ExecuteNonQueryAsync();
            return new StrangersServer(process, files.SocketFolder);
        }

        public void Dispose()
        {
            Processes.Posix.Signal(process.Id, Processes.Posix.Interrupt);
            process.WaitForExit();
            process.Dispose();
        }

        private static string Admin(string socketFolder) => $"Host={socketFolder};Username=admin;Database=postgres;Pooling=false";

        private static bool CanConnect(string socketFolder)
        {
            try
            {
                using var connection = new NpgsqlConnection(Admin(socketFolder));
                connection.Open();
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }
}
