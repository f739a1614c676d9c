using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>The event ids of at least the last <see cref="Window"/>, exact, for telling a repeat from a first. The newest segment's ids are in memory;
/// each sealed segment's lie in a sorted file, eight of which are merged into a larger one. Memory: 40 bytes per id of the open segment and 10 bits per older one.
/// Used by one thread; merging happens there too (about 1 s per 5 M ids, once in eight times as many).</summary>
internal sealed class IdIndex : IDisposable
{
    /// <summary>How long a repeat is recognised, at the least.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(8);

    private const int MergeCount = 8;
    private const int PageKeys = 256;
    private readonly string _folder;
    private readonly List<IdRun> _runs = [];
    private HashSet<UInt128> _open = [];

    private IdIndex(string folder) => _folder = folder;

    /// <summary>The key under which an id is known: the first 128 bits of SHA-256 over project and id, so that one project cannot make another's ids look
    /// used. Client-chosen ids only; the server's own never repeat.</summary>
    public static UInt128 KeyOf(ProjectId project, Guid id)
    {
        Span<byte> input = stackalloc byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(input, project.Value);
        id.TryWriteBytes(input[4..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public static IdIndex Open(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var leftover in Directory.EnumerateFiles(folder, "*.new"))
            File.Delete(leftover);
        var index = new IdIndex(folder);
        foreach (var path in Directory.EnumerateFiles(folder, "*.ids").Order())
            index._runs.Add(IdRun.Open(path));
        index.DropCoveredRuns();
        return index;
    }

    /// <summary>Whether the ids of the sealed segment that begins with this sequence are in a file already.</summary>
    public bool Covers(ulong segment) => _runs.Any(r => Name(r.Path) is var (first, last, _) && first <= segment && segment <= last);

    public bool Contains(UInt128 key)
    {
        if (_open.Contains(key))
            return true;
        // Newest first: repeats come soon after.
        for (var i = _runs.Count - 1; i >= 0; i--)
        {
            if (_runs[i].Contains(key))
                return true;
        }

        return false;
    }

    public void Add(UInt128 key) => _open.Add(key);

    public void Remove(UInt128 key) => _open.Remove(key);

    /// <summary>Writes the open segment's ids to a file of their own. Call when the segment is sealed.</summary>
    /// <param name="segment">The segment's first sequence.</param>
    /// <param name="newest">When its last event was received.</param>
    public void Seal(ulong segment, DateTimeOffset newest)
    {
        var path = PathOf(segment, segment, newest);
        try
        {
            _runs.Add(IdRun.Write(path, [.. _open]));
        }
        catch
        {
            // A file left here would say that the segment is covered, which goes on growing.
            File.Delete(path);
            throw;
        }

        _open = [];
    }

    /// <summary>Deletes the files all of whose ids are older than the window and joins those that are many. A disk without room for that is no trouble: it
    /// is tried again after the next segment.</summary>
    public void Tidy(DateTimeOffset now)
    {
        try
        {
            foreach (var run in _runs.Where(r => Name(r.Path).Newest < now - Window).ToList())
                Delete(run);
            Merge();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    public void Dispose()
    {
        foreach (var run in _runs)
            run.Dispose();
    }

    /// <summary>Joins the last eight files unless one of them is far larger than the others together, so that each id is written again a few times only.
    /// A tiny file among large ones must not stop it: every file costs each look-up.</summary>
    private void Merge()
    {
        while (_runs.Count >= MergeCount)
        {
            var tail = _runs[^MergeCount..];
            var sizes = tail.ConvertAll(r => r.Count + PageKeys);
            if (sizes.Max() > MergeCount * (sizes.Sum() - sizes.Max()))
                return;
            var keys = new UInt128[tail.Sum(r => r.Count)];
            var at = 0;
            foreach (var key in tail.SelectMany(r => r.Keys()))
                keys[at++] = key;
            var merged = IdRun.Write(PathOf(Name(tail[0].Path).First, Name(tail[^1].Path).Last, tail.Max(r => Name(r.Path).Newest)), keys);
            foreach (var run in tail)
                Delete(run);
            _runs.Add(merged);
        }
    }

    /// <summary>After a crash between writing a merged file and deleting its parts, both are there.</summary>
    private void DropCoveredRuns()
    {
        foreach (var run in _runs.ToList())
        {
            var (first, last, _) = Name(run.Path);
            if (_runs.Any(o => o != run && Name(o.Path) is var other && other.First <= first && last <= other.Last))
                Delete(run);
        }
    }

    private void Delete(IdRun run)
    {
        _runs.Remove(run);
        run.Dispose();
        File.Delete(run.Path);
    }

    private string PathOf(ulong first, ulong last, DateTimeOffset newest) =>
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{first:D20}-{last:D20}-{newest.ToUnixTimeSeconds():D12}.ids"));

    private static (ulong First, ulong Last, DateTimeOffset Newest) Name(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('-');
        return (
            ulong.Parse(parts[0], CultureInfo.InvariantCulture),
            ulong.Parse(parts[1], CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture))
        );
    }
}
