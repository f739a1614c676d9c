using Cairn.Events;
using Cairn.Server.Backups;
using Cairn.Server.Settings;
using Cairn.Server.Starting;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Store.Folder;
using Cairn.Store.Schema;
using Cairn.Workspace.Backups;
using Cairn.Workspace.Engine;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Server.Upgrades;

/// <summary>Brings the tables of an earlier Cairn to this one's: a backup, the change rehearsed on a restored copy with answers compared before and after, and
/// only then the real change. One that fails is undone by the backup. For embedded databases; nothing to do when the tables are up to date or new.</summary>
internal sealed partial class UpgradeStores(
    CairnSettings settings,
    DataFolder data,
    IClickHouse clickHouse,
    ClickHouseClient store,
    IPostgres postgres,
    NpgsqlDataSource database,
    BackupRuns runs,
    MakeBackup make,
    VerifyBackup verify,
    KeepBackupFolders folders,
    ILogger<UpgradeStores> log
)
{
    /// <summary>Set to 1 to upgrade although there is no room to rehearse it, or although the rehearsal failed.</summary>
    public const string WithoutRehearsalVariable = "CAIRN_UPGRADE_WITHOUT_REHEARSAL";

    /// <exception cref="SchemaException">A newer Cairn was here.</exception>
    /// <exception cref="StartUpException">It is not done; the message says what to do, and that nothing has changed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (settings.ClickHouse is not null || settings.Postgres is not null || data.Marker is not { } marker)
            return;
        if (marker.ClickHouseSchema is not { } from || marker.PostgresSchema is not { } fromWorkspace)
            return;
        SchemaScript.CheckNotNewer("ClickHouse", from, StoreSchema.Version);
        SchemaScript.CheckNotNewer("PostgreSQL", fromWorkspace, WorkspaceSchema.Version);
        var note = UpgradeNote.Read(settings.DataFolder);
        if (note is null && from >= StoreSchema.Version && fromWorkspace >= WorkspaceSchema.Version)
            return;
        await clickHouse.WaitUntilReadyAsync(cancellationToken);
        LogBegins(from, StoreSchema.Version, fromWorkspace, WorkspaceSchema.Version);
        note ??= await PrepareAsync(cancellationToken);
        await MigrateAsync(note, cancellationToken);
        if (note is not null)
            await folders.UsedAsync(note.Folder, cancellationToken);
        UpgradeNote.Remove(settings.DataFolder);
        LogDone();
    }

    /// <summary>Backup and rehearsal.</summary>
    /// <returns>Null: there is no backup to go back to, and the operator wants it so.</returns>
    private async Task<UpgradeNote?> PrepareAsync(CancellationToken cancellationToken)
    {
        var folder = runs.Folder(null);
        BackupManifest? made = null;
        try
        {
            using var held = folder.Hold();
            made = await make.RunAsync(folder, isFull: false, _ => { }, cancellationToken);
            if (!settings.UpgradeWithoutRehearsal)
            {
                made = await verify.RunAsync(folder, made, cancellationToken);
                if (made.Verification is { IsGood: false, Faults: var faults })
                    throw new StartUpException(
                        $"The upgrade of the tables was rehearsed on a copy and failed, so it was not begun: {string.Join(" ", faults)} "
                            + "Nothing was changed; the Cairn before this one still starts. "
                            + $"To upgrade without a rehearsal, set {WithoutRehearsalVariable}=1."
                    );
            }

            var note = new UpgradeNote(folder.Path, made.Id);
            note.Write(settings.DataFolder);
            return note;
        }
        catch (BackupException e) when (!settings.UpgradeWithoutRehearsal)
        {
            throw new StartUpException(
                $"The tables must be upgraded, and no backup can be made before it: {e.Message} Nothing was changed; the Cairn before this one still starts. "
                    + $"To upgrade without backup and rehearsal, set {WithoutRehearsalVariable}=1."
            );
        }
        catch (BackupException e)
        {
            LogNoBackup(e.Message);
            return null;
        }
    }

    private async Task MigrateAsync(UpgradeNote? note, CancellationToken cancellationToken)
    {
        try
        {
            await WorkspaceSchema.MigrateAsync(database, cancellationToken);
            await StoreSchema.MigrateAsync(store, cancellationToken);
        }
        catch (Exception e)
            when (note is not null && e is NpgsqlException or ClickHouseException or ClickHouseUnavailableException or SchemaException)
        {
            LogUndoes(e.Message, note!.BackupId);
            await postgres.StopAsync(CancellationToken.None);
            await clickHouse.StopAsync(CancellationToken.None);
            await new UndoUpgrade(settings, note).RunAsync(CancellationToken.None);
            throw new StartUpException(
                $"The upgrade of the tables failed and was undone with the backup {note.BackupId}: {e.Message} The Cairn before this one starts as before."
            );
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The tables are upgraded: ClickHouse from version {From} to {To}, PostgreSQL from {WorkspaceFrom} to {WorkspaceTo}. First a backup and a rehearsal."
    )]
    private partial void LogBegins(int from, int to, int workspaceFrom, int workspaceTo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tables are upgraded.")]
    private partial void LogDone();

    [LoggerMessage(Level = LogLevel.Error, Message = "The tables are upgraded without a backup. {Reason}")]
    private partial void LogNoBackup(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The upgrade of the tables failed; it is undone with the backup {Id}. {Reason}")]
    private partial void LogUndoes(string reason, string id);
}
