using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Cairn.Events;
using Cairn.Ingest.Import.Exports;

namespace Cairn.Ingest.Import;

/// <summary>All imports, each in a folder of its own: the file, how far it is, and the refused rows.</summary>
public sealed class Imports
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _folder;
    private readonly ImportRoom _room;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ImportJob> _jobs = [];
    private readonly ConcurrentDictionary<string, byte> _cancelled = [];
    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();

    /// <summary>Reads what earlier servers left; unfinished imports wait to go on.</summary>
    public Imports(string folder, ImportRoom room, TimeProvider time)
    {
        (_folder, _room, _time) = (folder, room, time);
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (ImportJob.Load(path) is not { } job)
            {
                Directory.Delete(path, recursive: true);
                continue;
            }

            _jobs[job.Id] = job;
            if (!job.IsOver)
                _waiting.Writer.TryWrite(job.Id);
        }
    }

    internal ChannelReader<string> Waiting => _waiting.Reader;

    public IReadOnlyList<ImportJob> List(ProjectId project) =>
        [.. _jobs.Values.Where(j => j.ProjectId == project).OrderByDescending(j => j.Id, StringComparer.Ordinal)];

    public ImportJob? Find(ProjectId project, string id) => _jobs.TryGetValue(id, out var job) && job.ProjectId == project ? job : null;

    /// <summary>Keeps an upload; nothing is read yet. Never more than a buffer is held.</summary>
    /// <exception cref="ImportRefusedException">It is too long, or the disk nearly full. Nothing of it is kept.</exception>
    public async Task<ImportJob> ReceiveAsync(
        ProjectId project,
        string format,
        ImportMapping mapping,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        Directory.CreateDirectory(FolderOf(id));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            await using (var file = new BoundedFile(FileOf(id), _room, piece => hash.AppendData(piece.Span)))
            {
                await body.CopyToAsync(file, BufferBytes, cancellationToken);
                bytes = file.Length;
                file.Flush(); // to the disk
            }

            return new ImportJob(id, project.Value, format, mapping, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), now);
        }
        catch
        {
            Directory.Delete(FolderOf(id), recursive: true);
            throw;
        }
    }

    /// <summary>Tells by the columns whose export a received file is, where nobody said so. A mapping that names what is what speaks for a file of one's own.</summary>
    /// <exception cref="FormatException">The file cannot be read; it is gone then.</exception>
    public ImportJob Recognise(ImportJob job, string? source)
    {
        try
        {
            using var file = ImportFile.Open(FileOf(job.Id), job.Format);
            var told = job.Mapping.IsGuessed ? VendorExports.Recognise(file.Columns)?.Source : null;
            return job with { Source = source ?? told ?? VendorExports.Own };
        }
        catch (FormatException)
        {
            Forget(job);
            throw;
        }
    }

    /// <summary>Why nothing of a received file can be imported, as far as its columns tell; null when it may be.</summary>
    public string? Refusal(ImportJob job)
    {
        using var file = ImportFile.Open(FileOf(job.Id), job.Format);
        return job.Source == VendorExports.Own ? null : VendorExports.Reader(job, file.Columns).Unfit(file.Columns);
    }

    /// <summary>What an import may name as its source.</summary>
    public static IReadOnlyList<string> Sources => VendorExports.Sources;

    /// <summary>A folder for files on the way to an import, beside the imports: what is left there after a crash goes at the next start. The caller deletes it.</summary>
    public string MakeScratch() => Directory.CreateDirectory(FolderOf("scratch-" + Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>What an upload may take.</summary>
    public ImportRoom Room => _room;

    /// <summary>From here on the import survives restarts.</summary>
    public void Start(ImportJob job)
    {
        Update(job);
        _waiting.Writer.TryWrite(job.Id);
    }

    /// <summary>Removes what was received for a dry run.</summary>
    public void Forget(ImportJob job) => Directory.Delete(FolderOf(job.Id), recursive: true);

    /// <summary>Ends it after the batch under way; what is stored stays. False when it is over already.</summary>
    public bool Cancel(ImportJob job) => !job.IsOver && _cancelled.TryAdd(job.Id, 0);

    /// <summary>For a project that is deleted: nothing of it is imported any more, and what lies here goes.</summary>
    public void Erase(ProjectId project)
    {
        foreach (var job in List(project))
        {
            _cancelled[job.Id] = 0;
            if (job.IsOver && _jobs.TryRemove(job.Id, out _))
                Directory.Delete(FolderOf(job.Id), recursive: true);
        }
    }

    /// <summary>Imports asked for before this moment that are still to be read: their files hold what erasures must not miss.</summary>
    public bool AnyOpen(ProjectId project, DateTimeOffset before) =>
        _jobs.Values.Any(j => j.ProjectId == project && !j.IsOver && j.CreatedAt <= before);

    /// <summary>Takes the rows that name one of these ids out of the lists of refused rows.</summary>
    /// <returns>How many.</returns>
    public long RemoveRejected(ProjectId project, IReadOnlyCollection<string> ids)
    {
        long removed = 0;
        foreach (var job in List(project).Where(j => j.IsOver && File.Exists(RejectedFileOf(j.Id))))
        {
            var gone = RefusedRows.Remove(RejectedFileOf(job.Id), ids);
            removed += gone;
            if (gone > 0)
                Update(job with { RejectedBytes = new FileInfo(RejectedFileOf(job.Id)).Length });
        }

        return removed;
    }

    internal bool IsCancelled(string id) => _cancelled.ContainsKey(id);

    internal ImportJob? Get(string id) => _jobs.GetValueOrDefault(id);

    internal void Update(ImportJob job)
    {
        job.Save(FolderOf(job.Id));
        _jobs[job.Id] = job;
        // The file has served; the list of refused rows stays.
        if (job.IsOver)
            File.Delete(FileOf(job.Id));
    }

    internal string FileOf(string id) => Path.Combine(FolderOf(id), "file");

    /// <summary>The refused rows as CSV: row, code, message, data.</summary>
    public string RejectedFileOf(string id) => Path.Combine(FolderOf(id), "rejected.csv");

    private string FolderOf(string id) => Path.Combine(_folder, id);
}
