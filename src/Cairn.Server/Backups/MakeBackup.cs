using System.Formats.Tar;
using System.IO.Compression;
using Cairn.Server.Settings;
using Cairn.Server.SystemFacts;
using Cairn.Store.ClickHouse;
using Cairn.Store.Folder;
using Cairn.Store.Maintenance;

namespace Cairn.Server.Backups;

/// <summary>How far a backup is.</summary>
/// <param name="Phase">waiting, copying or verifying.</param>
internal sealed record BackupProgress(string Phase, long DoneBytes, long TotalBytes);

/// <summary>Makes one backup: a <see cref="Moment"/>, its copy, and last the manifest that makes a backup of it.</summary>
internal sealed class MakeBackup(
    CairnSettings settings,
    TakeMoment take,
    TakeFingerprints fingerprints,
    ClickHouseClient store,
    DataFolder data,
    TimeProvider time
)
{
    /// <summary>Left free on the disk of the backups.</summary>
    private const long Spare = 64L << 20;

    /// <summary>Files of the data folder are kept in pieces of this size: of a spool's segment that grew only the end is new.</summary>
    private const long PieceBytes = 4L << 20;

    /// <param name="folder">Held by the caller.</param>
    /// <param name="isFull">Every file is read, also those that the last backup had, and what is stored of them is compared.</param>
    /// <exception cref="BackupException">It cannot be made; the message says why. Nothing is listed then.</exception>
    public async Task<BackupManifest> RunAsync(
        BackupFolder folder,
        bool isFull,
        Action<BackupProgress> progress,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetUtcNow();
        var id = BackupFolder.NewId(started);
        var last = folder.List().LastOrDefault();
        var known = isFull || last is null ? [] : last.Files.Where(f => f.Origin is not null).ToDictionary(f => f.Origin!);
        var copy = new Copy(folder, known, isFull, progress, cancellationToken);
        progress(new BackupProgress("waiting", 0, 0));
        IReadOnlyList<Fingerprint> prints = [];
        IReadOnlyList<BackedUpTable> tables = [];
        await using var moment = await take.RunAsync(
            id,
            async moment =>
            {
                tables =
                    moment.Frozen?.Tables
                    ?? [.. (await ListTables.RunAsync(store, cancellationToken)).Select(t => new BackedUpTable(t.Name, t.Columns, 0))];
                prints =
                [
                    .. await fingerprints.OfStoreAsync(tables, cancellationToken),
                    .. await fingerprints.OfReportsAsync(moment.At, isBounded: true, cancellationToken),
                ];
                if (moment.Frozen is null)
                    foreach (var table in tables)
                        await copy.AddAsync($"store/{table.Name}", null, 0, stream => ExportAsync(table, stream, cancellationToken));
            },
            cancellationToken
        );
        copy.Total = Size(moment, known);
        CheckRoom(folder, copy.Total);
        foreach (var (path, source, bytes) in moment.Files)
            for (long at = 0; at < bytes || at == 0; at += PieceBytes)
            {
                var (from, length) = (at, Math.Min(PieceBytes, bytes - at));
                await copy.AddAsync(
                    "data/" + path,
                    null,
                    length,
                    stream => CopyPieceAsync(source, from, length, stream, cancellationToken),
                    from
                );
            }

        foreach (var part in moment.Frozen?.Parts ?? [])
            await copy.AddAsync(
                $"store/{part.Table}/{part.Name}",
                $"{part.TableId}/{part.Name}",
                BytesOf(part.Folder),
                stream => PackAsync(part.Folder, stream, cancellationToken)
            );
        var workspace = await moment.Workspace.CopyAsync(
            (table, writeAsync) =>
                copy.AddAsync(
                    "workspace/" + table,
                    null,
                    0,
                    async stream =>
                    {
                        await using var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
                        await writeAsync(zip);
                    }
                ),
            cancellationToken
        );
        var manifest = new BackupManifest(
            id,
            known.Count == 0 ? "full" : "incremental",
            started,
            moment.At,
            time.GetUtcNow(),
            AskSystem.Version,
            data.Marker?.StoreId,
            new SchemaMoment(moment.StoreSchema, await moment.Workspace.ReadSchemaAsync(cancellationToken)),
            new SpoolMoment(moment.Spool.StoredBefore, moment.Spool.NextSequence),
            workspace,
            await moment.Workspace.ReadSequencesAsync(cancellationToken),
            new StoreMoment(moment.Frozen is null ? "native" : "parts", tables),
            copy.Files,
            prints,
            copy.NewBytes,
            Verification: null
        );
        folder.Write(manifest);
        return manifest;
    }

    /// <summary>What may have to be written, at most.</summary>
    private static long Size(Moment moment, Dictionary<string, BackedUpFile> known) =>
        moment.Files.Sum(f => f.Bytes)
        + (moment.Frozen?.Parts ?? []).Where(p => !known.ContainsKey($"{p.TableId}/{p.Name}")).Sum(p => BytesOf(p.Folder));

    private void CheckRoom(BackupFolder folder, long needed)
    {
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        var spare = Math.Max(Spare, settings.MinFreeBytes);
        if (free < needed + spare)
            throw new BackupException(
                $"There is not enough room for a backup in {folder.Path}: it may take {needed >> 20} MiB, {spare >> 20} MiB stay free, and {free >> 20} MiB are there. "
                    + "Make room, keep fewer backups, or name a folder on another disk."
            );
    }

    private static long BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    private async Task ExportAsync(BackedUpTable table, Stream target, CancellationToken cancellationToken)
    {
        Sql all = $"SELECT {Sql.Join(", ", table.Columns.Select(Sql.Identifier))} FROM {Sql.Identifier(table.Name)}";
        var limits = QueryLimits.Interactive with { MaxTime = TimeSpan.FromHours(6), MaxResultRows = 0 };
        using var rows = await store.StreamAsync(QueryText.Of(all), "Native", limits, cancellationToken);
        await rows.CopyToAsync(target, cancellationToken);
    }

    private static async Task CopyPieceAsync(string source, long from, long bytes, Stream target, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = from;
        var buffer = new byte[1 << 16];
        while (bytes > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken);
            if (read == 0)
                throw new BackupException($"{Path.GetFileName(source)} became shorter while it was copied. Try again.");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            bytes -= read;
        }
    }

    /// <summary>The same files give the same archive, byte for byte: in order, without times and owners.</summary>
    private static async Task PackAsync(string folder, Stream target, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var file = File.OpenRead(path);
            var entry = new GnuTarEntry(TarEntryType.RegularFile, Path.GetRelativePath(folder, path))
            {
                ModificationTime = DateTimeOffset.UnixEpoch,
                AccessTime = DateTimeOffset.UnixEpoch,
                ChangeTime = DateTimeOffset.UnixEpoch,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                DataStream = file,
            };
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }

    /// <summary>The files of one backup, as they are added.</summary>
    private sealed class Copy(
        BackupFolder folder,
        Dictionary<string, BackedUpFile> known,
        bool check,
        Action<BackupProgress> progress,
        CancellationToken cancellationToken
    )
    {
        private long _done;

        public List<BackedUpFile> Files { get; } = [];

        public long NewBytes { get; private set; }

        public long Total { get; set; }

        public async Task AddAsync(string path, string? origin, long bytes, Func<Stream, Task> writeAsync, long offset = 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (origin is not null && known.TryGetValue(origin, out var same) && folder.Files.Has(same.Sha256))
            {
                Files.Add(same with { Path = path });
                return;
            }

            var (hash, stored, added) = await folder.Files.AddAsync(writeAsync, check, cancellationToken);
            Files.Add(new BackedUpFile(path, stored, hash, origin, offset));
            NewBytes += added;
            _done += bytes;
            progress(new BackupProgress("copying", _done, Math.Max(Total, _done)));
        }
    }
}
