using System.Diagnostics;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Server.Settings;
using Cairn.Store.Engine;
using Cairn.Store.Folder;
using Cairn.Store.Identity;
using Cairn.Store.Schema;
using Cairn.Workspace.Access;
using Cairn.Workspace.Engine;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Server.Backups;

/// <summary>Makes a data folder of a backup, with engines of its own, and compares it with what the backup's makers saw. In a process of its own: the engines
/// and the questions of a running server stay as they are.</summary>
/// <param name="say">Told what happens, a line at a time.</param>
internal sealed class RestoreBackup(BackupFolder folder, BackupManifest manifest, CairnSettings settings, Action<string> say)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private const int MostFaults = 10;

    /// <summary>Restores into <paramref name="target"/>, which appears when it is whole.</summary>
    /// <param name="isTrial">Then into scratch: the newest tables are made, too, fingerprints are compared before and after, and nothing is left.</param>
    /// <returns>A verification that is not good when the copy was made and answers differ, or when a trial failed in any way.</returns>
    /// <exception cref="BackupException">It cannot be restored; nothing is left of it.</exception>
    public async Task<Verification> RunAsync(string target, bool isTrial, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        target = Path.GetFullPath(target);
        CheckTarget(target);
        var faults = new List<string>();
        var compared = 0;
        var work = target + ".restoring";
        try
        {
            Remove(work);
            await CheckFilesAsync(cancellationToken);
            say($"Copying {manifest.Bytes >> 20} MiB.");
            Directory.CreateDirectory(work, BackupFolder.OwnerOnly);
            await new PlaceFiles(folder, manifest).IntoDataFolderAsync(work, cancellationToken);
            await using (var app = CairnServer.Build(Settings(work, isTrial)))
            {
                say("Starting both databases.");
                await StartAsync(app, cancellationToken);
                (compared, faults) = await FillAsync(app, work, isTrial, cancellationToken);
            }

            if (!isTrial)
            {
                RestoredNote.Write(
                    work,
                    manifest,
                    [folder.ErasuresPath, .. new[] { settings.DataFolder, settings.BackupFolder }.Select(BackupFolder.ErasuresIn)]
                );
                Folders.SyncFileSystem(work);
                if (Directory.Exists(target))
                    Directory.Delete(target);
                Directory.Move(work, target);
                Folders.Sync(Path.GetDirectoryName(target)!);
            }
        }
        catch (Exception e)
            when (isTrial && e is BackupException or SchemaException or NpgsqlException or Store.ClickHouse.ClickHouseException)
        {
            faults.Add(e.Message);
        }
        finally
        {
            Remove(work);
        }

        var seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1);
        return new Verification(TimeProvider.System.GetUtcNow(), faults.Count == 0, compared, seconds, [.. faults.Take(MostFaults)]);
    }

    private CairnSettings Settings(string work, bool isTrial) =>
        settings with
        {
            DataFolder = work,
            Urls = [],
            IsForOneCommand = true,
            FirstThings = null,
            OtlpEndpoint = null,
            ClickHouse = isTrial ? null : settings.ClickHouse,
            Postgres = isTrial ? null : settings.Postgres,
        };

    private void CheckTarget(string target)
    {
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new BackupException($"{target} is not empty. Name a new folder: a restore never writes over data.");
        if (manifest.Schema.ClickHouse.Count > StoreSchema.Version || manifest.Schema.Postgres.Count > WorkspaceSchema.Version)
            throw new BackupException(
                $"The backup {manifest.Id} was made by a newer Cairn ({manifest.CairnVersion}; schema {manifest.Schema.ClickHouse.Count} and {manifest.Schema.Postgres.Count}) "
                    + $"than this one (schema {StoreSchema.Version} and {WorkspaceSchema.Version}). Restore it with that version."
            );
        var parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        var free = new DriveInfo(parent).AvailableFreeSpace;
        // The databases need room to work beside what they are given.
        if (free < manifest.Bytes + settings.MinFreeBytes)
            throw new BackupException(
                $"There is not enough room in {parent}: the backup takes {manifest.Bytes >> 20} MiB, and {free >> 20} MiB are free."
            );
    }

    /// <exception cref="BackupException">Names every file at fault.</exception>
    private async Task CheckFilesAsync(CancellationToken cancellationToken)
    {
        say("Checking every file.");
        var faults = new List<string>();
        foreach (var file in manifest.Files)
            if (await folder.Files.FaultAsync(file.Sha256, file.Bytes, cancellationToken) is { } fault)
                faults.Add($"{file.Path} ({folder.Files.PathOf(file.Sha256)}) {fault}.");
        if (faults.Count > 0)
            throw new BackupException(
                $"The backup {manifest.Id} is damaged: {string.Join(" ", faults.Take(MostFaults))} Use another backup."
            );
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        app.Services.GetRequiredService<DataFolder>();
        var (clickHouse, postgres) = (app.Services.GetRequiredService<IClickHouse>(), app.Services.GetRequiredService<IPostgres>());
        await clickHouse.StartAsync(limit.Token);
        await postgres.StartAsync(limit.Token);
        try
        {
            await clickHouse.WaitUntilReadyAsync(limit.Token);
            await postgres.WaitUntilReadyAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BackupException(
                $"The databases for the copy do not start. {clickHouse.Status.LastError} {postgres.Status.LastError}"
            );
        }
    }

    private async Task<(int Compared, List<string> Faults)> FillAsync(
        WebApplication app,
        string work,
        bool isTrial,
        CancellationToken cancellationToken
    )
    {
        say("Filling both databases.");
        await new FillStores(folder, manifest, app.Services).RunAsync(Path.Combine(work, "spool"), cancellationToken);
        say("Comparing answers.");
        var take = ActivatorUtilities.CreateInstance<TakeFingerprints>(app.Services);
        var comparison = new CompareFingerprints(manifest.Fingerprints);
        comparison.Add(await take.OfStoreAsync(manifest.Store.Tables, cancellationToken), isOfReports: false, "after the restore");
        var isOld = manifest.Schema.ClickHouse.Count < StoreSchema.Version || manifest.Schema.Postgres.Count < WorkspaceSchema.Version;
        if (isOld && isTrial)
            await RehearseAsync(app, take, comparison, cancellationToken);
        else if (!isOld)
        {
            await LoadAsync(app, cancellationToken);
            comparison.Add(
                await take.OfReportsAsync(manifest.Moment, isBounded: false, cancellationToken),
                isOfReports: true,
                "after the restore"
            );
        }

        return (comparison.Compared, comparison.Faults);
    }

    /// <summary>The newest tables on the copy. Saved reports are asked before and after ClickHouse's change; one that this Cairn cannot ask of the old tables is
    /// not compared, except with the answer that the backup's maker kept.</summary>
    private async Task RehearseAsync(
        WebApplication app,
        TakeFingerprints take,
        CompareFingerprints comparison,
        CancellationToken cancellationToken
    )
    {
        say("Rehearsing the upgrade of the tables.");
        await WorkspaceSchema.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        IReadOnlyList<Fingerprint> before = [];
        try
        {
            await LoadAsync(app, cancellationToken);
            before = await take.OfReportsAsync(manifest.Moment, isBounded: false, cancellationToken);
        }
        catch (Store.ClickHouse.ClickHouseException e)
        {
            say("Reports cannot be asked of the old tables: " + e.Message);
        }

        await StoreSchema.MigrateAsync(app.Services.GetRequiredService<Store.ClickHouse.ClickHouseClient>(), cancellationToken);
        comparison.Add(await take.OfStoreAsync(manifest.Store.Tables, cancellationToken), isOfReports: false, "after the upgrade");
        await LoadAsync(app, cancellationToken);
        var after = await take.OfReportsAsync(manifest.Moment, isBounded: false, cancellationToken);
        comparison.AddChanges(before, after);
        if (manifest.Fingerprints.Any(f => CompareFingerprints.IsReport(f.Question)))
            comparison.Add(after, isOfReports: true, "after the upgrade");
    }

    private static async Task LoadAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<WorkspaceAccess>().ReloadAsync(cancellationToken);
        await app.Services.GetRequiredService<Identities>().LoadAsync(cancellationToken);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
