using System.Diagnostics;
using Cairn.Processes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Engine;

/// <summary>What a PostgreSQL child is started with.</summary>
/// <param name="Folder">Its own folder; made when missing.</param>
/// <param name="Host">Runs <see cref="PostgresHost"/>.</param>
public sealed record PostgresOptions(string Folder, PostgresPackage Package, HostCommand Host, string Database = "cairn")
{
    /// <summary>The engine from npm, run by this executable.</summary>
    public static PostgresOptions For(string folder) => new(folder, PostgresPackage.Find(), HostCommand.Own());
}

/// <summary>PostgreSQL as a supervised child process. Listens on a Unix socket in a folder only the owner may enter, and on no port; whoever may
/// enter the folder is trusted, so there is no password.</summary>
public sealed class PostgresEngine : IPostgres, IAsyncDisposable
{
    private const string User = "cairn";

    private readonly PostgresOptions _options;
    private readonly PostgresFiles _files;
    private readonly TimeProvider _time;
    private readonly SupervisedChild _child;
    private string? _socketFolder;

    public PostgresEngine(PostgresOptions options, ILogger<PostgresEngine> logger, TimeProvider time)
    {
        _options = options;
        _files = new PostgresFiles(Path.GetFullPath(options.Folder));
        _time = time;
        _child = new SupervisedChild(new ChildRecipe("PostgreSQL", PrepareAsync, ProbeAsync), logger, time);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException"><see cref="StartAsync"/> was not called yet.</exception>
    public string ConnectionString => ConnectionTo(_options.Database);

    /// <inheritdoc />
    public EngineStatus Status => _child.Status;

    /// <summary>The connection string for another database of the same engine.</summary>
    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _socketFolder ?? throw new InvalidOperationException("PostgreSQL was not started yet."),
            Username = User,
            Database = database,
            MaxPoolSize = 20,
        }.ConnectionString;

    /// <summary>Starts supervising and returns at once: see <see cref="WaitUntilReadyAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL cannot run as this user; the message says what to do.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        PostgresCommand.CheckUser();
        _files.Create();
        _socketFolder = _files.SocketFolder;
        _child.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => _child.WaitUntilReadyAsync(cancellationToken);

    /// <summary>Ends the child: open transactions are rolled back, everything committed is on disk. The token is not heeded, for a database must be
    /// closed.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _child.StopAsync();

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken)
    {
        var package = _options.Package;
        var libraries = package.EnsureLibraries(_files.Libraries);
        await StalePostgres.EndAsync(_files, package, _time, cancellationToken);
        if (!Directory.Exists(_files.Data))
            CreateCluster(package, libraries);
        _files.CreateSocketFolder();
        var info = _options.Host.StartInfo(
            PostgresHost.Verb,
            PostgresCommand.Postgres(package, _files.Data, _files.SocketFolder, diesWithParent: true)
        );
        if (libraries is not null)
            info.Environment["LD_LIBRARY_PATH"] = libraries;
        return info;
    }

    /// <summary>Whole or not at all: under another name first.</summary>
    private void CreateCluster(PostgresPackage package, string? libraries)
    {
        if (Directory.Exists(_files.Unfinished))
            Directory.Delete(_files.Unfinished, recursive: true);
        var (code, output) = PostgresCommand.Run(PostgresCommand.InitDb(package, _files.Unfinished, User), libraries);
        if (code != 0)
            throw new IOException("initdb failed: " + output.Trim());
        Directory.Move(_files.Unfinished, _files.Data);
    }

    private async Task<string?> ProbeAsync(Process process, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
        find.Parameters.AddWithValue(_options.Database);
        if (await find.ExecuteScalarAsync(cancellationToken) is null)
        {
            var name = "\"" + _options.Database.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
            await using var create = new NpgsqlCommand("CREATE DATABASE " + name, connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        return null;
    }
}
