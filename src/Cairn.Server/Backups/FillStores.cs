using System.IO.Compression;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Store.ClickHouse;
using Cairn.Store.Maintenance;
using Cairn.Store.Schema;
using Cairn.Workspace.Copying;
using Cairn.Workspace.Schema;
using Npgsql;

namespace Cairn.Server.Backups;

/// <summary>Makes the tables of the backup's time in two empty databases and fills them.</summary>
internal sealed class FillStores(BackupFolder folder, BackupManifest manifest, IServiceProvider services)
{
    private readonly ClickHouseClient _store = services.GetRequiredService<ClickHouseClient>();
    private readonly NpgsqlDataSource _database = services.GetRequiredService<NpgsqlDataSource>();
    private readonly PlaceFiles _place = new(folder, manifest);

    /// <param name="spool">Where the spool's files were put.</param>
    public async Task RunAsync(string spool, CancellationToken cancellationToken)
    {
        await CheckEmptyAsync(cancellationToken);
        var store = Known(StoreSchema.Scripts, manifest.Schema.ClickHouse, "ClickHouse");
        await StoreSchema.MigrateAsync(_store, store, cancellationToken);
        foreach (var table in manifest.Store.Tables)
        {
            if (manifest.Store.Form == "parts")
                await AttachParts.RunAsync(_store, table, target => _place.Parts(table.Name, target), cancellationToken);
            else
                await ImportAsync(table, cancellationToken);
        }

        var workspace = Known(WorkspaceSchema.Scripts, manifest.Schema.Postgres, "PostgreSQL");
        await WorkspaceSchema.MigrateAsync(_database, workspace, cancellationToken);
        var seen = new HashSet<uint>(await ListTables.ProjectsAsync(_store, cancellationToken));
        seen.UnionWith(await SpooledProjectsAsync(spool, cancellationToken));
        await FillWorkspace.RunAsync(
            _database,
            manifest.Workspace,
            manifest.Sequences,
            table => new GZipStream(_place.Open("workspace/" + table), CompressionMode.Decompress),
            seen,
            manifest.Moment,
            cancellationToken
        );
    }

    private async Task CheckEmptyAsync(CancellationToken cancellationToken)
    {
        await _store.CreateDatabaseAsync(cancellationToken);
        if ((await ListTables.RunAsync(_store, cancellationToken)).Count > 0)
            throw new BackupException("The ClickHouse database named by CAIRN_CLICKHOUSE has tables already. Name an empty one.");
        if (!await FillWorkspace.IsEmptyAsync(_database, cancellationToken))
            throw new BackupException("The PostgreSQL database named by CAIRN_POSTGRES has tables already. Name an empty one.");
    }

    /// <summary>The scripts that had run, as this Cairn knows them.</summary>
    private static IReadOnlyList<SchemaScript> Known(
        IReadOnlyList<SchemaScript> scripts,
        IReadOnlyDictionary<int, string> applied,
        string name
    )
    {
        SchemaScript.Pending(scripts, applied, name); // refuses what is newer or was changed
        return [.. scripts.Where(s => applied.ContainsKey(s.Version))];
    }

    private async Task ImportAsync(BackedUpTable table, CancellationToken cancellationToken)
    {
        await using var rows = _place.Open("store/" + table.Name);
        if (rows.Length > 0)
            await _store.ImportNativeAsync(table.Name, rows, cancellationToken);
    }

    /// <summary>Reads what waits in the spool, as the server will when it starts.</summary>
    private async Task<IReadOnlySet<uint>> SpooledProjectsAsync(string path, CancellationToken cancellationToken)
    {
        var projects = new HashSet<uint>();
        await using var spool = EventSpool.Open(new SpoolOptions(path), TimeProvider.System);
        if (spool.NextSequence != manifest.Spool.NextSequence)
            throw new BackupException(
                $"The spool of the backup {manifest.Id} ends at {spool.NextSequence} instead of {manifest.Spool.NextSequence}: events are missing. Use another backup."
            );
        using var reader = new SpoolReader(
            spool,
            (file, offset) => throw new BackupException($"{file} is damaged at byte {offset}. Use another backup.")
        );
        reader.Seek(Math.Max(manifest.Spool.StoredBefore, spool.Segments[0]));
        while (reader.Read(10_000, 16 << 20) is { Count: > 0 } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            projects.UnionWith(batch.Select(e => e.Event.Project.Value));
        }

        return projects;
    }
}
