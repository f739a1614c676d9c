using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Cairn.Ingest.Spool;
using Cairn.Insights.Answers;
using Cairn.Processes;
using Cairn.Server.Backups;
using Cairn.Server.Settings;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Workspace.Access;
using Cairn.Workspace.Engine;
using Npgsql;

namespace Cairn.Server.SystemFacts;

/// <summary>Gathers the facts. An engine that is away makes its own facts missing, not the others'.</summary>
internal sealed class AskSystem(
    CairnSettings settings,
    IClickHouse clickHouse,
    ClickHouseClient store,
    IPostgres postgres,
    NpgsqlDataSource database,
    EventSpool spool,
    SpoolDrain drain,
    DeadLetters deadLetters,
    CountWaiting waiting,
    WorkspaceAccess workspace,
    ShowBackups backups,
    TimeProvider time
)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<SystemAnswer> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime());
        var version = SoonAsync(
            async stop => (await store.QueryAsync($"SELECT version()", QueryLimits.Interactive, stop))[0].String(0),
            cancellationToken
        );
        var postgresVersion = SoonAsync(async stop => await ScalarAsync("SHOW server_version", stop) as string ?? "", cancellationToken);
        var postgresBytes = SoonAsync(
            async stop => await ScalarAsync("SELECT pg_database_size(current_database())", stop) is long bytes ? bytes : (long?)null,
            cancellationToken
        );
        var (stored, projects) = await StoredAsync(cancellationToken);
        return new SystemAnswer(
            Version,
            RuntimeInformation.FrameworkDescription,
            started,
            (long)(time.GetUtcNow() - started).TotalSeconds,
            Environment.ProcessorCount,
            new MemoryFacts(process.WorkingSet64, GC.GetGCMemoryInfo().HeapSizeBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            Disk(),
            new SpoolFacts(
                spool.BacklogBytes,
                waiting(),
                Math.Round(drain.Behind.TotalSeconds, 1),
                deadLetters.Sequences().LongCount(),
                spool.Fault
            ),
            [
                Engine(
                    "clickhouse",
                    clickHouse.Status,
                    await version,
                    settings.ClickHouse is null,
                    stored.Error is null ? stored.Bytes : null
                ),
                Engine("postgres", postgres.Status, await postgresVersion, settings.Postgres is null, await postgresBytes),
            ],
            projects,
            stored,
            await BackupsAsync(cancellationToken)
        );
    }

    private async Task<BackupFacts> BackupsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await backups.ListAsync(cancellationToken);
            return new BackupFacts(list.Items.Count, list.LastGoodAt, list.LastFailure?.Reason);
        }
        catch (Exception e) when (e is BackupException or IOException or UnauthorizedAccessException or NpgsqlException)
        {
            return new BackupFacts(0, null, e.Message);
        }
    }

    public static string Version { get; } =
        typeof(AskSystem).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static EngineFacts Engine(string name, EngineStatus status, string? version, bool isEmbedded, long? diskBytes) =>
        new(
            name,
            version,
            isEmbedded,
            status.IsReady,
            status.Restarts,
            status.ResidentBytes,
            diskBytes,
            status.IsReady ? null : status.LastError
        );

    private DiskFacts Disk()
    {
        var folder = Path.GetFullPath(settings.DataFolder);
        try
        {
            var drive = new DriveInfo(folder);
            return new DiskFacts(folder, drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new DiskFacts(folder, null, null);
        }
    }

    private async Task<(StoredFacts Store, IReadOnlyList<StoredProject> Projects)> StoredAsync(CancellationToken cancellationToken)
    {
        try
        {
            var size = await store.QueryAsync(SystemSql.Size, QueryLimits.Interactive, cancellationToken);
            var rows = await store.QueryAsync(SystemSql.Projects, QueryLimits.Interactive, cancellationToken);
            var (events, bytes) = (size[0].Int64(0), size[0].Int64(1));
            var byId = rows.ToDictionary(r => (uint)r.UInt64(0));
            var projects = workspace.Current.Projects.Select(project =>
                byId.TryGetValue(project.Id.Value, out var row)
                    ? new StoredProject(
                        project.Slug,
                        project.Name,
                        row.Int64(1),
                        events == 0 ? 0 : (long)(bytes * ((double)row.Int64(1) / events)),
                        row.Time(2),
                        row.Time(3)
                    )
                    : new StoredProject(project.Slug, project.Name, 0, 0, null, null)
            );
            return (new StoredFacts(events, bytes, size[0].Int64(2), null), [.. projects]);
        }
        catch (Exception e) when (e is ClickHouseException or ClickHouseUnavailableException)
        {
            return (new StoredFacts(0, 0, 0, e.Message), []);
        }
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Null when the engine does not answer soon.</summary>
    private static async Task<T?> SoonAsync<T>(Func<CancellationToken, Task<T>> askAsync, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            return await askAsync(limit.Token);
        }
        catch (Exception e)
            when (e is ClickHouseException or ClickHouseUnavailableException or NpgsqlException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return default;
        }
    }
}
