namespace Cairn.Ingest.Mirror;

/// <summary>What waits for one project's vendor, in the order in which it came, and the counts.</summary>
internal sealed class MirrorLine(TimeProvider time)
{
    /// <summary>Of one batch of events.</summary>
    private const int MostBatchEvents = 500;

    private const int MostBatchBytes = 1024 * 1024;

    private readonly Queue<Waiting> _waiting = [];
    private readonly Lock _lock = new();
    private long _bytes;
    private int _pumps;
    private MirrorCounts _counts = new(0, 0, 0, 0, null, null);

    public MirrorCounts Counts
    {
        get
        {
            lock (_lock)
                return _counts with { Waiting = _waiting.Count };
        }
    }

    /// <param name="needsPump">One more sender may begin.</param>
    /// <returns>False: there is no room.</returns>
    public bool TryAdd(Waiting waiting, MirrorOptions options, out bool needsPump)
    {
        lock (_lock)
        {
            needsPump = false;
            if (_waiting.Count >= options.MostRequests || _bytes + waiting.Bytes > options.MostBytes)
                return false;
            _waiting.Enqueue(waiting);
            _bytes += waiting.Bytes;
            if (_pumps < options.Parallel)
                (_pumps, needsPump) = (_pumps + 1, true);
            return true;
        }
    }

    /// <summary>The next request, or the events of the next few requests together. Empty: nothing waits, and the sender that asked is counted off.</summary>
    public IReadOnlyList<Waiting> Take()
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var first))
            {
                _pumps--;
                return [];
            }

            var taken = new List<Waiting> { first };
            var (events, bytes) = (EventsOf(first), first.Bytes);
            while (
                events > 0
                && _waiting.TryPeek(out var next)
                && EventsOf(next) is > 0 and var more
                && events + more <= MostBatchEvents
                && bytes + next.Bytes <= MostBatchBytes
            )
            {
                taken.Add(_waiting.Dequeue());
                (events, bytes) = (events + more, bytes + next.Bytes);
            }

            _bytes -= bytes;
            return taken;
        }
    }

    /// <returns>What was thrown away: requests and their bytes.</returns>
    public (int Requests, long Bytes) Clear()
    {
        lock (_lock)
        {
            var cleared = (_waiting.Count, _bytes);
            _waiting.Clear();
            _bytes = 0;
            _counts = _counts with { Dropped = _counts.Dropped + cleared.Count };
            return cleared;
        }
    }

    public void Sent(int requests)
    {
        lock (_lock)
            _counts = _counts with { Sent = _counts.Sent + requests };
    }

    public void Failed(int requests, string reason)
    {
        lock (_lock)
            _counts = _counts with { Failed = _counts.Failed + requests, LastFailure = reason, LastFailureAt = time.GetUtcNow() };
    }

    public void Dropped(int requests)
    {
        lock (_lock)
            _counts = _counts with { Dropped = _counts.Dropped + requests };
    }

    private static int EventsOf(Waiting waiting) => waiting is WaitingEvents { Events.Count: var count } ? count : 0;
}
