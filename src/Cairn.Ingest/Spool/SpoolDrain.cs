using System.Diagnostics;
using Cairn.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.Ingest.Spool;

/// <summary>Moves events from the spool to the store, in order, each exactly once. A batch whose outcome is unknown is looked up in the store before
/// any of it is sent again; a batch the store refuses is halved until the refused events stand alone and become dead letters.</summary>
public sealed partial class SpoolDrain : BackgroundService
{
    /// <summary>Large enough for the store's taste (10–100 k rows), small enough to hold in memory.</summary>
    private const int MaxBatchEvents = 50_000;
    private const long MaxBatchBytes = 16 << 20;

    /// <summary>How long events wait for company, so that the store gets fewer, larger parts: each insert costs it some ten flushes, which compete with ours.</summary>
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);

    private readonly EventSpool _spool;
    private readonly IEventSink _sink;
    private readonly DeadLetters _deadLetters;
    private readonly TimeProvider _time;
    private readonly ILogger<SpoolDrain> _logger;
    private readonly Checkpoint _checkpoint;
    private ulong _stored;
    private long _oldestWaitingTicks;
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SpoolDrain(EventSpool spool, IEventSink sink, DeadLetters deadLetters, TimeProvider time, ILogger<SpoolDrain> logger)
    {
        _spool = spool;
        _sink = sink;
        _deadLetters = deadLetters;
        _time = time;
        _logger = logger;
        _checkpoint = new Checkpoint(spool.Folder);
        IngestMetrics.Observe(() => _spool.BacklogBytes, () => Behind.TotalSeconds);
    }

    /// <summary>Every event below this sequence is in the store or a dead letter.</summary>
    public ulong StoredBefore => Interlocked.Read(ref _stored);

    /// <summary>How long the oldest acknowledged event has waited for the store; zero when none waits.</summary>
    public TimeSpan Behind =>
        Interlocked.Read(ref _oldestWaitingTicks) is var ticks && ticks == 0 || StoredBefore >= _spool.NextSequence
            ? TimeSpan.Zero
            : _time.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>Held while a batch is on its way: whoever must see the store stand still takes it. Events go on being accepted meanwhile.</summary>
    public SemaphoreSlim Batch { get; } = new(1);

    /// <summary>Why the store does not take events now; null when it does.</summary>
    public string? Fault { get; private set; }

    /// <summary>Completes when everything acknowledged before the call is stored.</summary>
    public async Task WaitUntilDrainedAsync(CancellationToken cancellationToken)
    {
        var target = _spool.NextSequence;
        while (true)
        {
            var progress = Volatile.Read(ref _progress).Task;
            if (StoredBefore >= target)
                return;
            await progress.WaitAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // acknowledged events wait: whatever went wrong is told, and tried again from the start
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFailed(e);
                Fault = e.Message;
                await Task.Delay(_longestPause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DrainAsync(CancellationToken stoppingToken)
    {
        // Whatever is in the spool by now may be stored already: the checkpoint is not flushed, so it may tell of less.
        var doubtBefore = _spool.NextSequence;
        using var reader = new SpoolReader(_spool, Keep);
        reader.Seek(Math.Max(Math.Max(_checkpoint.Read(), StoredBefore), _spool.Segments[0]));
        while (true)
        {
            int count;
            await Batch.WaitAsync(stoppingToken);
            try
            {
                count = await DrainBatchAsync(reader, doubtBefore, stoppingToken);
            }
            finally
            {
                Batch.Release();
            }

            if (count == 0)
                await _spool.WaitForGrowthAsync(reader.Position).WaitAsync(stoppingToken);
            if (count < MaxBatchEvents)
                await Task.Delay(_gather, _time, stoppingToken);
        }
    }

    /// <summary>Stores what waits, up to a batch.</summary>
    /// <returns>The number of events read.</returns>
    private async Task<int> DrainBatchAsync(SpoolReader reader, ulong doubtBefore, CancellationToken stoppingToken)
    {
        var next = _spool.NextSequence;
        var batch = reader.Read(MaxBatchEvents, MaxBatchBytes);
        var count = batch.Count;
        if (count == 0)
        {
            // Sequences that were passed over (a torn or damaged record) are done with too.
            Reach(next);
            _spool.Drained(reader.Position);
            return 0;
        }

        Interlocked.Exchange(ref _oldestWaitingTicks, batch[0].Event.ReceivedAt.UtcTicks);
        batch = [.. batch.Where(e => e.Sequence >= StoredBefore)];
        if (batch.Count > 0)
            await StoreUntilDoneAsync(batch, isOutcomeKnown: batch[0].Sequence >= doubtBefore, stoppingToken);
        _spool.Drained(reader.Position);
        _spool.DeleteBefore(StoredBefore);
        return count;
    }

    private async Task StoreUntilDoneAsync(IReadOnlyList<SequencedEvent> batch, bool isOutcomeKnown, CancellationToken stoppingToken)
    {
        var end = batch[^1].Sequence + 1;
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                if (!isOutcomeKnown)
                    batch = await WithoutDoneAsync(batch, stoppingToken);
                isOutcomeKnown = false;
                await StoreOrBuryAsync(batch, stoppingToken);
                Fault = null;
                Reach(end);
                WriteCheckpoint(end);
                return;
            }
            catch (SinkUnavailableException e)
            {
                if (Fault is null)
                    LogStoreAway(e.Message);
                Fault = e.Message;
                await Task.Delay(pause, _time, stoppingToken);
                pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
            }
        }
    }

    /// <summary>Leaves out what an earlier attempt stored or buried.</summary>
    private async Task<IReadOnlyList<SequencedEvent>> WithoutDoneAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken stoppingToken)
    {
        if (batch.Count == 0)
            return batch;
        var stored = await _sink.FindStoredAsync(batch[0].Sequence, batch[^1].Sequence, stoppingToken);
        var buried = _deadLetters.Sequences().ToHashSet();
        return stored.Count == 0 && buried.Count == 0
            ? batch
            : [.. batch.Where(e => !stored.Contains(e.Sequence) && !buried.Contains(e.Sequence))];
    }

    private void Reach(ulong end)
    {
        if (end <= StoredBefore)
            return;
        Interlocked.Exchange(ref _stored, end);
        Interlocked.Exchange(ref _progress, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>A full disk must not stop the drain, which is what makes room. An older checkpoint costs a look into the store after a restart.</summary>
    private void WriteCheckpoint(ulong end)
    {
        try
        {
            _checkpoint.Write(end);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogCheckpointFailed(e.Message);
        }
    }

    /// <summary>A damaged segment is kept under another name, since it is deleted once what can be read of it is stored.</summary>
    private void Keep(string path, long offset)
    {
        LogDamaged(path, offset);
        try
        {
            if (!File.Exists(path + ".damaged"))
                File.Copy(path, path + ".damaged");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotKept(path, e.Message);
        }
    }

    private async Task StoreOrBuryAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken stoppingToken)
    {
        if (batch.Count == 0)
            return;
        try
        {
            var started = Stopwatch.GetTimestamp();
            await _sink.StoreAsync(batch, stoppingToken);
            IngestMetrics.Stored(Stopwatch.GetElapsedTime(started), batch.Count);
        }
        catch (SinkRejectedException e) when (batch.Count == 1)
        {
            LogBuried(batch[0].Sequence); // the reason may quote the event's values, which no log holds
            _deadLetters.Add(batch[0], e.Message);
        }
        catch (SinkRejectedException)
        {
            // A refused insert may still have stored some partitions of it.
            var stored = await _sink.FindStoredAsync(batch[0].Sequence, batch[^1].Sequence, stoppingToken);
            var rest = batch.Where(e => !stored.Contains(e.Sequence)).ToList();
            await StoreOrBuryAsync(rest[..(rest.Count / 2)], stoppingToken);
            await StoreOrBuryAsync(rest[(rest.Count / 2)..], stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not take events; they wait in the spool. {Reason}")]
    private partial void LogStoreAway(string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The store refused event {Sequence} for good; it is in the dead letters, with the reason."
    )]
    private partial void LogBuried(ulong sequence);

    [LoggerMessage(Level = LogLevel.Error, Message = "Events could not be moved from the spool to the store; trying again.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The spool's checkpoint could not be written; a restart will look into the store. {Reason}"
    )]
    private partial void LogCheckpointFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The damaged spool file {Path} could not be kept. {Reason}")]
    private partial void LogNotKept(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The spool file {Path} is damaged at byte {Offset}; reading goes on behind the damage. Check the disk. A copy is kept as .damaged."
    )]
    private partial void LogDamaged(string path, long offset);
}
