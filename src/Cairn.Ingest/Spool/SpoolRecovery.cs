namespace Cairn.Ingest.Spool;

/// <summary>What a start does to the spool's folder: cuts the torn tail of the newest segment, finds the next sequence, and fills the id index from
/// the segments it does not cover yet.</summary>
internal static class SpoolRecovery
{
    /// <param name="Sealed">First sequence and length of the segments before the active one.</param>
    public sealed record Result(
        SpoolSegment Active,
        IReadOnlyList<KeyValuePair<ulong, long>> Sealed,
        long End,
        ulong NextSequence,
        DateTimeOffset Newest
    );

    public static Result Run(string folder, IdIndex ids, TimeProvider time)
    {
        var segments = new List<SpoolSegment>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.spool").Order())
        {
            if (SpoolSegment.Open(path) is { } segment)
                segments.Add(segment);
            else if (new FileInfo(path).Length <= SpoolSegment.HeaderBytes)
                File.Delete(path); // a crash came before its header: nothing in it was acknowledged
        }

        if (segments.Count == 0)
        {
            // A new spool begins at the clock's microseconds. Sequences rise by less than a million a second, so whatever an earlier spool of the
            // same store gave lies below, even when that spool is lost.
            var first = (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
            segments.Add(SpoolSegment.Create(folder, first));
        }

        Result? result = null;
        var lengths = segments.Select(s => KeyValuePair.Create(s.FirstSequence, RandomAccess.GetLength(s.File))).ToList();
        foreach (var segment in segments)
        {
            var isNewest = segment == segments[^1];
            if (!isNewest && ids.Covers(segment.FirstSequence))
            {
                segment.Dispose();
                continue;
            }

            var (end, next, newest) = Scan(segment, ids);
            if (isNewest)
            {
                if (RandomAccess.GetLength(segment.File) is var length && length > end)
                {
                    RandomAccess.SetLength(segment.File, end);
                    RandomAccess.FlushToDisk(segment.File);
                    // A failing disk may have damaged what was acknowledged and stored already. Its sequences must never be given again, and there are fewer
                    // of them than bytes.
                    next += (ulong)(length - end);
                }

                next = Math.Max(next, new Checkpoint(folder).Read());
                result = new Result(segment, [.. lengths.SkipLast(1)], end, next, newest);
            }
            else
            {
                ids.Seal(segment.FirstSequence, newest);
                segment.Dispose();
            }
        }

        return result!;
    }

    private static (long End, ulong Next, DateTimeOffset Newest) Scan(SpoolSegment segment, IdIndex ids)
    {
        var length = RandomAccess.GetLength(segment.File);
        long end = SpoolSegment.HeaderBytes;
        var next = segment.FirstSequence;
        var newest = DateTimeOffset.UnixEpoch;
        while ((segment.ReadRecord(end, length) ?? segment.FindRecord(end, length, next)?.Record) is { } record)
        {
            foreach (var bytes in record.Events())
            {
                var e = EventCodec.Decode(bytes);
                if (e.HasClientId)
                    ids.Add(IdIndex.KeyOf(e.Project, e.Id));
                if (e.ReceivedAt > newest)
                    newest = e.ReceivedAt;
            }

            next = record.FirstSequence + (ulong)record.Count;
            end = record.End;
        }

        return (end, next, newest);
    }
}
