namespace Cairn.Ingest.Spool;

/// <summary>How far the spool reaches and how far the store has followed. Written by the spool's writer and the drain, read by anybody.</summary>
internal sealed class SpoolHead(SegmentList segments, SpoolPosition end, ulong nextSequence)
{
    private readonly Lock _lock = new();
    private SpoolPosition _end = end;
    private ulong _nextSequence = nextSequence;
    private long _backlogBytes = segments.Backlog(end);
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Behind the last durable record.</summary>
    public SpoolPosition End
    {
        get
        {
            lock (_lock)
                return _end;
        }
    }

    public ulong NextSequence
    {
        get
        {
            lock (_lock)
                return _nextSequence;
        }
    }

    /// <summary>First sequences, ascending.</summary>
    public IReadOnlyList<ulong> Segments
    {
        get
        {
            lock (_lock)
                return [.. segments.All];
        }
    }

    public long BacklogBytes => Interlocked.Read(ref _backlogBytes);

    /// <summary>Completes when there is something behind <paramref name="position"/>.</summary>
    public Task WaitForGrowthAsync(SpoolPosition position)
    {
        lock (_lock)
            return _end == position ? _grown.Task : Task.CompletedTask;
    }

    /// <summary>So many bytes and events more are durable.</summary>
    public void Advance(int bytes, int events) => Move(_end with { Offset = _end.Offset + bytes }, (ulong)events);

    /// <summary>The open segment is sealed and another is written now.</summary>
    public void Open(ulong segment)
    {
        lock (_lock)
            segments.Add(segment, _end.Offset);
        Move(new SpoolPosition(segment, SpoolSegment.HeaderBytes), 0);
    }

    /// <summary>Takes out and returns the segments whose events all lie below <paramref name="sequence"/>.</summary>
    public IReadOnlyList<ulong> RemoveBefore(ulong sequence)
    {
        lock (_lock)
            return segments.RemoveBefore(sequence);
    }

    /// <summary>The store has everything before <paramref name="position"/>.</summary>
    public void Drained(SpoolPosition position)
    {
        lock (_lock)
        {
            segments.Drained(position);
            Interlocked.Exchange(ref _backlogBytes, segments.Backlog(_end));
        }
    }

    private void Move(SpoolPosition position, ulong events)
    {
        TaskCompletionSource grown;
        lock (_lock)
        {
            _end = position;
            _nextSequence += events;
            Interlocked.Exchange(ref _backlogBytes, segments.Backlog(_end));
            grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        grown.SetResult();
    }
}
