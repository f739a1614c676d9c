using Cairn.Events;
using Cairn.Ingest.Spool;

namespace Cairn.Ingest.Formats.Parts;

/// <summary>Events that clients send in parts over several requests, such as Langfuse's. What is whole goes to the spool; what is not is written to a log of its own and
/// waits there for the rest, ten minutes at most, and then becomes an event as it is. Survives kill -9: the log is read again, and what had become an event already is
/// told apart by its id. See docs/adr/0008-parts-of-events.md.</summary>
/// <remarks>One request at a time, for the wait of a disk's flush.</remarks>
public sealed class KeptParts : IAsyncDisposable
{
    /// <summary>How long an event waits for the rest of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int MostSaid = 200_000;
    private const int MostEvents = 100_000;
    private const long MostBytes = 128L << 20;

    private readonly PartLog _log;
    private readonly EventSpool _spool;
    private readonly AcceptedEvents _accepted;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<(ProjectId, Guid), WaitingParts> _waiting;
    private readonly LastSaid<(ProjectId, Guid)> _settled = new(MostSaid);
    private readonly LastSaid<(ProjectId, string)> _envelopes = new(MostSaid);
    private long _bytes;

    private KeptParts(PartLog log, EventSpool spool, AcceptedEvents accepted, TimeProvider time)
    {
        (_log, _spool, _accepted, _time) = (log, spool, accepted, time);
        _waiting = log.Read();
        _bytes = _waiting.Values.Sum(w => w.Bytes);
        IngestMetrics.ObserveParts(() => _waiting.Count);
    }

    /// <param name="options">Of the log.</param>
    /// <param name="spool">Where whole events go.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static KeptParts Open(SpoolOptions options, EventSpool spool, AcceptedEvents accepted, TimeProvider time) =>
        new(new PartLog(EventSpool.Open(options, time)), spool, accepted, time);

    /// <summary>Events that wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Makes events and parts durable. A part that comes after its event was stored is a repeat, and is passed over.</summary>
    /// <param name="parts">For each event what part it is; null: it is whole.</param>
    /// <exception cref="SpoolUnavailableException">Not everything was stored: send it again.</exception>
    internal async Task<Appended> AppendAsync(IReadOnlyList<Event> events, IReadOnlyList<PartFacts?> parts)
    {
        await _gate.WaitAsync();
        try
        {
            var sorted = new SortedParts(events, parts, _waiting, IsKnown);
            var done = sorted.Touched.Where(t => MergeParts.AreWhole(t.Value)).ToList();
            await StoreAsync([.. done.Select(t => t.Key)], [.. done.Select(t => MergeParts.Run(t.Value))]);
            var isRepeat = sorted.IsRepeat;
            if (sorted.Whole.Count > 0)
            {
                var appended = await _spool.AppendAsync([.. sorted.Whole.Select(i => events[i])]);
                for (var i = 0; i < sorted.Whole.Count; i++)
                    isRepeat[sorted.Whole[i]] = appended.IsRepeat[i];
            }

            await KeepAsync([.. sorted.New.Where(p => !_settled.Contains((p.Event.Project, p.Event.Id)))]);
            foreach (var part in sorted.New)
                if (part.Facts.Envelope is { } envelope)
                    _envelopes.Add((part.Event.Project, envelope));
            IngestMetrics.PassedOver("langfuse", "late_update", sorted.Late);
            await MakeRoomAsync();
            return new Appended(isRepeat, 0);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What has waited long enough becomes events, and files of the log that nobody needs go. Call it now and then.</summary>
    public async Task SettleDueAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = _time.GetUtcNow();
            await SettleAsync(w => w.Since <= now - Patience || MergeParts.AreWhole(w.Parts));
            await _log.TidyAsync(_waiting.Values, now, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Everything that waits becomes events, and nothing of it is on disk here any more. What <paramref name="then"/> does comes before every later part.</summary>
    /// <param name="project">Null: of all projects.</param>
    public async Task<T> SettleAllAsync<T>(ProjectId? project, Func<Task<T>> then, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await SettleAsync(w => project is null || w.Parts[0].Event.Project == project);
            foreach (var (key, kept) in await _log.BeginAnewAsync(_waiting, cancellationToken))
                _waiting[key] = kept;
            return await then();
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task SettleAllAsync(ProjectId? project, CancellationToken cancellationToken) =>
        SettleAllAsync(project, () => Task.FromResult(true), cancellationToken);

    /// <summary>Links the log's files as they are, together with what <paramref name="take"/> does: nothing moves from one to the other meanwhile.</summary>
    /// <param name="folder">Made.</param>
    public async Task<(T Taken, IReadOnlyList<(string Path, long Bytes)> Files)> CatchAsync<T>(
        string folder,
        Func<T> take,
        CancellationToken cancellationToken
    )
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return (take(), _log.Link(folder));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _gate.Dispose();
    }

    /// <summary>Null: a new part. True: its event is stored. False: the same part was kept before.</summary>
    private bool? IsKnown(Part part) =>
        part.Facts.Envelope is { } envelope && _envelopes.Contains((part.Event.Project, envelope)) ? false
        : _settled.Contains((part.Event.Project, part.Event.Id)) ? true
        : null;

    private async Task KeepAsync(List<Part> parts)
    {
        if (parts.Count == 0)
            return;
        var sequence = await _log.AppendAsync(parts);
        foreach (var part in parts)
        {
            var key = (part.Event.Project, part.Event.Id);
            var before = _waiting.GetValueOrDefault(key);
            _waiting[key] = before is null
                ? new WaitingParts([part], part.Event.ReceivedAt, sequence)
                : before with
                {
                    Parts = [.. before.Parts, part],
                };
            _bytes += _waiting[key].Bytes - (before?.Bytes ?? 0);
            sequence++;
        }
    }

    /// <summary>The oldest become events early when they are too many.</summary>
    private async Task MakeRoomAsync()
    {
        if (_waiting.Count <= MostEvents && _bytes <= MostBytes)
            return;
        var oldest = _waiting.OrderBy(w => w.Value.Since).Take((_waiting.Count / 4) + 1).Select(w => w.Value).ToHashSet();
        await SettleAsync(oldest.Contains);
    }

    private async Task SettleAsync(Func<WaitingParts, bool> which)
    {
        var done = _waiting.Where(w => which(w.Value)).ToList();
        foreach (var some in done.Chunk(500))
            await StoreAsync([.. some.Select(w => w.Key)], [.. some.Select(w => MergeParts.Run(w.Value.Parts))]);
    }

    private async Task StoreAsync(IReadOnlyList<(ProjectId, Guid)> keys, IReadOnlyList<Event> events)
    {
        if (events.Count == 0)
            return;
        var appended = await _spool.AppendAsync(events);
        foreach (var key in keys)
        {
            _bytes -= _waiting.Remove(key, out var kept) ? kept.Bytes : 0;
            _settled.Add(key);
        }

        IngestMetrics.PassedOver("langfuse", "late_update", appended.IsRepeat.Count(r => r));
        _accepted.Publish(events, appended.IsRepeat);
    }
}
