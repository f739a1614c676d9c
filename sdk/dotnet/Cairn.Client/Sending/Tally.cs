namespace Cairn.Client;

/// <summary>Counts what becomes of events and tells the program. A callback may be slow or throw: it holds up no thread of the program's, and counts are right.</summary>
internal sealed class Tally(CairnClientOptions options)
{
    private const int MaxIds = 1000;
    private readonly Lock _telling = new();
    private readonly Lock _waitingLock = new();
    private readonly Dictionary<LostReason, (int Count, List<Guid> Ids, string? Detail)> _waiting = [];
    private bool _isPlanned;
    private long _offered;
    private long _accepted;
    private long _duplicates;
    private long _rejected;
    private long _lost;

    public CairnCounts Counts(int waiting) =>
        new(
            Interlocked.Read(ref _offered),
            Interlocked.Read(ref _accepted),
            Interlocked.Read(ref _duplicates),
            Interlocked.Read(ref _rejected),
            Interlocked.Read(ref _lost),
            waiting
        );

    public void Offer() => Interlocked.Increment(ref _offered);

    public void Accept(int accepted, int duplicates)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
    }

    public void Reject(OutgoingEvent happened, string code, string message)
    {
        Interlocked.Increment(ref _rejected);
        if (options.OnRejected is { } tell)
            Tell(() => tell(new RejectedEvent(happened.Id, happened.Event, code, message)));
    }

    public void Lose(LostReason reason, IReadOnlyCollection<OutgoingEvent> events, string? detail)
    {
        Interlocked.Add(ref _lost, events.Count);
        if (options.OnLost is { } tell && events.Count > 0)
            Tell(() => tell(new LostEvents(reason, events.Count, [.. events.Take(MaxIds).Select(happened => happened.Id)], detail)));
    }

    /// <summary>On a thread of the program's: is told soon on another, together with what else is lost by then.</summary>
    public void LoseLater(LostReason reason, Guid id, string? detail)
    {
        Interlocked.Increment(ref _lost);
        if (options.OnLost is null)
            return;
        lock (_waitingLock)
        {
            var (count, ids, _) = _waiting.GetValueOrDefault(reason, (0, [], null));
            if (ids.Count < MaxIds)
                ids.Add(id);
            _waiting[reason] = (count + 1, ids, detail);
            if (_isPlanned)
                return;
            _isPlanned = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static tally => tally.TellWhatWaits(), this, preferLocal: false);
    }

    public void TellWhatWaits()
    {
        if (options.OnLost is not { } tell)
            return;
        Tell(() =>
        {
            KeyValuePair<LostReason, (int Count, List<Guid> Ids, string? Detail)>[] waiting;
            lock (_waitingLock)
            {
                waiting = [.. _waiting];
                _waiting.Clear();
                _isPlanned = false;
            }
            foreach (var (reason, (count, ids, detail)) in waiting)
                tell(new LostEvents(reason, count, ids, detail));
        });
    }

    private void Tell(Action tell)
    {
        lock (_telling)
        {
            try
            {
                tell();
            }
#pragma warning disable CA1031 // Whatever the program's callback throws must end neither its thread nor the sending.
            catch (Exception)
#pragma warning restore CA1031
            {
                // Counted already; there is nobody else to tell.
            }
        }
    }
}
