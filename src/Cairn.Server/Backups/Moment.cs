using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Spool;
using Cairn.Server.Ingesting;
using Cairn.Server.Settings;
using Cairn.Server.Starting;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Identity;
using Cairn.Store.Maintenance;
using Cairn.Workspace.Copying;
using Npgsql;

namespace Cairn.Server.Backups;

/// <summary>Everything Cairn keeps as it was at one moment, held still by links and a snapshot so that it can be copied at leisure. Dispose lets go.</summary>
/// <param name="Files">Path in the data folder, where its bytes can be read, and how many of them belong to the moment.</param>
/// <param name="Frozen">Null: an external ClickHouse, whose rows are exported while the drain stands still.</param>
internal sealed record Moment(
    DateTimeOffset At,
    WorkspaceSnapshot Workspace,
    FrozenTables? Frozen,
    SpoolSnapshot Spool,
    IReadOnlyList<(string Path, string Source, long Bytes)> Files,
    IReadOnlyDictionary<int, string> StoreSchema,
    string WorkFolder
) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        Frozen?.Dispose();
        await Workspace.DisposeAsync();
        if (Directory.Exists(WorkFolder))
            Directory.Delete(WorkFolder, recursive: true);
    }
}

/// <summary>Takes a <see cref="Moment"/>: the drain and the rewriting of persons stop at a batch's boundary, events go on being accepted into the spool, and
/// both databases and the data folder are caught one after the other, each before what follows from it.</summary>
internal sealed class TakeMoment(
    CairnSettings settings,
    IClickHouse clickHouse,
    ClickHouseClient store,
    NpgsqlDataSource database,
    EventSpool spool,
    SpoolDrain drain,
    KeptParts parts,
    Identities identities,
    StoreGate gate,
    TimeProvider time
)
{
    /// <summary>In the data folder, for links to it must lie on its file system.</summary>
    public const string WorkFolder = "backup-work";

    /// <summary>How long the store may take for what was accepted before, so that little is left in the spool; and for a batch under way.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>What is not copied by folder: the engines are copied by table, the spool by its own rules, and the rest lives only as long as a process.</summary>
    private static readonly string[] _notByFolder =
    [
        "clickhouse",
        "postgres",
        "spool",
        IngestServices.KeptPartsFolder,
        "lock",
        "upgrade.json",
        "undo.json",
        RestoredNote.Name,
        "backups",
        WorkFolder,
        "control",
        "restore-work",
    ];

    /// <param name="whileStillAsync">Runs while everything stands still.</param>
    /// <exception cref="BackupException">The store does not come to rest.</exception>
    public async Task<Moment> RunAsync(string id, Func<Moment, Task> whileStillAsync, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        if (gate.IsOpen) // before that, nothing is stored
            await drain.WaitUntilDrainedAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await identities.Rewriting.WaitAsync(cancellationToken);
        try
        {
            if (!await drain.Batch.WaitAsync(_patience, cancellationToken))
                throw new BackupException($"The store does not take events now, so there is no backup of it. {drain.Fault}");
            try
            {
                var moment = await CatchAsync(id, cancellationToken);
                try
                {
                    await whileStillAsync(moment);
                    return moment;
                }
                catch
                {
                    await moment.DisposeAsync();
                    throw;
                }
            }
            finally
            {
                drain.Batch.Release();
            }
        }
        finally
        {
            identities.Rewriting.Release();
        }
    }

    /// <summary>What a process left that did not end well.</summary>
    public static void RemoveLeftovers(CairnSettings settings)
    {
        var work = Path.Combine(settings.DataFolder, WorkFolder);
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        FrozenTables.RemoveLeftovers(Path.Combine(settings.DataFolder, "clickhouse"));
    }

    private async Task<Moment> CatchAsync(string id, CancellationToken cancellationToken)
    {
        var work = Path.Combine(settings.DataFolder, WorkFolder, id);
        Directory.CreateDirectory(work, BackupFolder.OwnerOnly);
        WorkspaceSnapshot? workspace = null;
        FrozenTables? frozen = null;
        try
        {
            // Files first: an import's note of how far it is must not be ahead of the spool.
            var files = LinkFiles(work).ToList();
            for (var attempt = 0; ; attempt++)
            {
                workspace = await WorkspaceSnapshot.TakeAsync(database, cancellationToken);
                // After PostgreSQL: what it says was erased is gone from here, and a list that it names is here.
                frozen = clickHouse is ClickHouseEngine engine
                    ? await FrozenTables.FreezeAsync(engine, store, $"{id}-{attempt}", cancellationToken)
                    : null;
                if (await workspace.IsCurrentAsync(cancellationToken) || attempt == 5)
                    break;
                frozen?.Dispose();
                await workspace.DisposeAsync();
            }

            var schema = await ListTables.ReadSchemaAsync(store, cancellationToken);
            var at = time.GetUtcNow();
            const string kept = IngestServices.KeptPartsFolder;
            var (spooled, waiting) = await parts.CatchAsync(
                Path.Combine(work, kept),
                () => SpoolSnapshot.Take(spool, drain, Path.Combine(work, "spool")),
                cancellationToken
            );
            files.AddRange(spooled.Files.Select(f => ("spool/" + f.Path, Path.Combine(work, "spool", f.Path), f.Bytes)));
            files.AddRange(waiting.Select(f => ($"{kept}/{f.Path}", Path.Combine(work, kept, f.Path), f.Bytes)));
            return new Moment(at, workspace, frozen, spooled, files, schema, work);
        }
        catch
        {
            frozen?.Dispose();
            if (workspace is not null)
                await workspace.DisposeAsync();
            Directory.Delete(work, recursive: true);
            throw;
        }
    }

    private IEnumerable<(string Path, string Source, long Bytes)> LinkFiles(string work)
    {
        var (from, to) = (settings.DataFolder, Path.Combine(work, "data"));
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos("*", walk).OfType<FileInfo>())
        {
            var path = Path.GetRelativePath(from, entry.FullName);
            // A name in the making is nobody's yet; a socket or a pipe has no content.
            if (_notByFolder.Contains(path.Split('/')[0]) || path.EndsWith(".new", StringComparison.Ordinal) || !IsRegular(entry))
                continue;
            var target = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                SpoolSnapshot.Link(entry.FullName, target);
            }
            catch (FileNotFoundException)
            {
                continue; // removed meanwhile
            }

            yield return (path, target, new FileInfo(target).Length);
        }
    }

    private static bool IsRegular(FileInfo file) => !file.Attributes.HasFlag(FileAttributes.Device) && file.Extension is not ".sock";
}
