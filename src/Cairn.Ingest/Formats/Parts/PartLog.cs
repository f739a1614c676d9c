using Cairn.Events;
using Cairn.Ingest.Spool;

namespace Cairn.Ingest.Formats.Parts;

/// <summary>The log in which parts wait: a spool of its own that nobody drains. Nothing is struck out in it; a file goes when every event in it is stored.</summary>
internal sealed class PartLog(EventSpool log) : IAsyncDisposable
{
    /// <summary>A file is closed after this long, so that it can go.</summary>
    private static readonly TimeSpan _fileAge = TimeSpan.FromMinutes(10);

    private DateTimeOffset? _firstWritten;

    public Dictionary<(ProjectId, Guid), WaitingParts> Read()
    {
        var all = new Dictionary<(ProjectId, Guid), WaitingParts>();
        using var reader = new SpoolReader(log, (_, _) => { });
        reader.Seek(log.Segments[0]);
        while (reader.Read(1000, 16 << 20) is { Count: > 0 } batch)
        {
            foreach (var (sequence, e) in batch)
            {
                if (PartFacts.Read(e) is not { } facts)
                    continue;
                var part = new Part(e, facts);
                var key = (e.Project, e.Id);
                all[key] = all.TryGetValue(key, out var before)
                    ? before with
                    {
                        Parts = [.. before.Parts, part],
                    }
                    : new WaitingParts([part], e.ReceivedAt, sequence);
            }
        }

        return all;
    }

    /// <returns>The sequence of the first; the others follow it.</returns>
    public async Task<ulong> AppendAsync(IReadOnlyList<Part> parts)
    {
        var appended = await log.AppendAsync([.. parts.Select(p => p.Facts.Write(p.Event))], skipRepeatCheck: true);
        _firstWritten ??= parts[0].Event.ReceivedAt;
        return appended.FirstSequence;
    }

    /// <summary>Deletes the files that hold nothing that still waits.</summary>
    public async Task TidyAsync(IReadOnlyCollection<WaitingParts> waiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hasOpen = log.NextSequence > log.Segments[^1];
        if (hasOpen && (waiting.Count == 0 || _firstWritten <= now - _fileAge))
        {
            await log.RotateAsync(cancellationToken);
            _firstWritten = null;
        }

        Delete(waiting.Count == 0 ? log.NextSequence : waiting.Min(w => w.FirstSequence));
    }

    /// <summary>Writes what waits into a new file and deletes all others.</summary>
    /// <returns>The same with its new places.</returns>
    public async Task<Dictionary<(ProjectId, Guid), WaitingParts>> BeginAnewAsync(
        IReadOnlyDictionary<(ProjectId, Guid), WaitingParts> waiting,
        CancellationToken cancellationToken
    )
    {
        if (log.NextSequence > log.Segments[^1])
            await log.RotateAsync(cancellationToken);
        _firstWritten = null;
        var anew = new Dictionary<(ProjectId, Guid), WaitingParts>();
        foreach (var (key, kept) in waiting)
            anew[key] = kept with { FirstSequence = await AppendAsync(kept.Parts) };
        Delete(anew.Count == 0 ? log.NextSequence : anew.Values.Min(w => w.FirstSequence));
        return anew;
    }

    /// <summary>Second names for the files as they are now.</summary>
    public IReadOnlyList<(string Path, long Bytes)> Link(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = new List<(string, long)>();
        var end = log.End;
        foreach (var first in log.Segments)
        {
            var path = SpoolSegment.PathOf(log.Folder, first);
            SpoolSnapshot.Link(path, Path.Combine(folder, Path.GetFileName(path)));
            files.Add((Path.GetFileName(path), first == end.Segment ? end.Offset : new FileInfo(path).Length));
        }

        return files;
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private void Delete(ulong before)
    {
        log.DeleteBefore(before);
        log.Drained(new SpoolPosition(log.Segments[0], SpoolSegment.HeaderBytes));
    }
}
