using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Cairn.Events;

namespace Cairn.Ingest.Spool;

/// <summary>The log between acknowledgement and table. Many requests wait while one writer thread tells repeats from firsts, appends all that wait and
/// flushes once for all of them (group commit); then they are answered. Reading is <see cref="SpoolReader"/>'s part.</summary>
public sealed class EventSpool : IAsyncDisposable
{
    /// <summary>Requests that may wait for the disk at once; more are told to come back.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>Bytes that may wait for the disk at once: a disk that hangs must not take the memory too.</summary>
    private const long MaxWaitingBytes = 256L << 20;

    /// <summary>How often a spool that failed to write looks whether it can again, when no request comes to try it.</summary>
    private static readonly TimeSpan _mendEvery = TimeSpan.FromSeconds(1);

    /// <summary>Written and flushed together, at most.</summary>
    private const int MaxGroupBytes = 16 << 20;

    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly IdIndex _ids;
    private readonly Channel<Append> _waiting = Channel.CreateBounded<Append>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true }
    );
    private readonly AppendGroup _group;
    private readonly Lock _positionLock = new();
    private readonly Task _loop;
    private readonly SegmentList _segments;
    private readonly DiskRoom _room;
    private SpoolSegment _active;
    private SpoolPosition _end;
    private ulong _nextSequence;
    private DateTimeOffset _newest;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _backlogBytes;
    private long _waitingBytes;
    private volatile string? _fault;

    private EventSpool(SpoolOptions options, TimeProvider time, IdIndex ids, SpoolRecovery.Result found)
    {
        _options = options;
        _time = time;
        _ids = ids;
        _group = new AppendGroup(ids);
        _active = found.Active;
        _segments = new SegmentList(found.Sealed, found.Active.FirstSequence);
        _room = new DiskRoom(options.Folder, options.MinFreeBytes, time);
        _nextSequence = found.NextSequence;
        _newest = found.Newest;
        _end = new SpoolPosition(found.Active.FirstSequence, found.End);
        _backlogBytes = _segments.Backlog(_end);
        _loop = Task.Run(WriteLoopAsync);
    }

    /// <summary>Opens the folder, cuts a torn tail, and brings the id index up to date.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static EventSpool Open(SpoolOptions options, TimeProvider time)
    {
        Directory.CreateDirectory(options.Folder);
        var ids = IdIndex.Open(Path.Combine(options.Folder, "ids"));
        return new EventSpool(options, time, ids, SpoolRecovery.Run(options.Folder, ids, time));
    }

    public string Folder => _options.Folder;

    /// <summary>Behind the last durable record.</summary>
    public SpoolPosition End
    {
        get
        {
            lock (_positionLock)
                return _end;
        }
    }

    /// <summary>The sequence the next event will get.</summary>
    public ulong NextSequence
    {
        get
        {
            lock (_positionLock)
                return _nextSequence;
        }
    }

    /// <summary>First sequences of the segments there are, ascending.</summary>
    public IReadOnlyList<ulong> Segments
    {
        get
        {
            lock (_positionLock)
                return [.. _segments.All];
        }
    }

    /// <summary>Bytes of acknowledged events that wait for the store, those among them that it is taking now.</summary>
    public long BacklogBytes => Interlocked.Read(ref _backlogBytes);

    /// <summary>Why events cannot be taken now; null when they can.</summary>
    public string? Fault => _fault ?? Refusal();

    /// <summary>Makes the events durable, leaving out repeats.</summary>
    /// <param name="skipRepeatCheck">For events that passed it once already: a replayed dead letter.</param>
    /// <exception cref="SpoolUnavailableException">Nothing was stored.</exception>
    public async Task<Appended> AppendAsync(IReadOnlyList<Event> events, bool skipRepeatCheck = false)
    {
        if (Refusal() is { } refusal)
            throw new SpoolUnavailableException(refusal);
        var append = new Append(events, skipRepeatCheck);
        if (Interlocked.Add(ref _waitingBytes, append.Bytes) > MaxWaitingBytes || !_waiting.Writer.TryWrite(append))
        {
            Interlocked.Add(ref _waitingBytes, -append.Bytes);
            throw new SpoolUnavailableException("Too many requests wait for the disk.");
        }

        return await append.Done.Task;
    }

    /// <summary>Completes when there is something behind <paramref name="position"/>.</summary>
    public Task WaitForGrowthAsync(SpoolPosition position)
    {
        lock (_positionLock)
            return _end == position ? _grown.Task : Task.CompletedTask;
    }

    /// <summary>Deletes segments all of whose events are stored. The open one stays, so that sequences go on rising.</summary>
    internal void DeleteBefore(ulong sequence)
    {
        List<ulong> done;
        lock (_positionLock)
            done = _segments.RemoveBefore(sequence);
        foreach (var first in done)
            File.Delete(SpoolSegment.PathOf(Folder, first));
    }

    /// <summary>The store has everything before <paramref name="position"/>.</summary>
    internal void Drained(SpoolPosition position)
    {
        lock (_positionLock)
        {
            _segments.Drained(position);
            Interlocked.Exchange(ref _backlogBytes, _segments.Backlog(_end));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _active.Dispose();
        _ids.Dispose();
    }

    private string? Refusal() =>
        BacklogBytes > _options.MaxBytes ? "The store is behind: too many events wait to be written to it." : _room.Refusal();

    private async Task WriteLoopAsync()
    {
        var group = new List<Append>();
        while (await WaitAsync())
        {
            var failure = Commit(group);
            foreach (var append in group)
            {
                if (failure is null)
                    append.Done.SetResult(new Appended(append.IsRepeat, append.FirstSequence));
                else
                    append.Done.SetException(failure);
            }

            group.Clear();
        }
    }

    /// <summary>False at the end. A spool at fault is mended while it waits: a server that says it is not ready gets no requests that would try.</summary>
    private async Task<bool> WaitAsync()
    {
        var more = _waiting.Reader.WaitToReadAsync().AsTask();
        while (_fault is not null && !more.IsCompleted)
        {
            await Task.WhenAny(more, Task.Delay(_mendEvery, _time));
            if (more.IsCompleted)
                break;
            try
            {
                Reopen();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _fault = Fail(e);
            }
        }

        return await more;
    }

    /// <summary>Takes what waits, writes and flushes it. On failure the file is cut back to where it was and nothing counts as seen. Never throws: whoever
    /// waits must be answered, and the next ones too.</summary>
    private SpoolUnavailableException? Commit(List<Append> group)
    {
        try
        {
            while (_group.Bytes.Length < MaxGroupBytes && _waiting.Reader.TryRead(out var append))
            {
                group.Add(append);
                Interlocked.Add(ref _waitingBytes, -append.Bytes);
                _group.Add(append, _nextSequence);
            }

            if (_group.Events > 0)
                Write();
        }
#pragma warning disable CA1031 // whatever it was, nothing of the group is durable and each request is told
        catch (Exception e)
#pragma warning restore CA1031
        {
            _group.Forget();
            _fault = Fail(e);
            CutBack();
            return new SpoolUnavailableException(_fault, e);
        }
        finally
        {
            _group.Clear();
        }

        SealWhenLarge();
        return null;
    }

    private void Write()
    {
        if (_fault is not null)
            Reopen();
        var started = Stopwatch.GetTimestamp();
        RandomAccess.Write(_active.File, _group.Bytes, _end.Offset);
        RandomAccess.FlushToDisk(_active.File);
        IngestMetrics.Commit(Stopwatch.GetElapsedTime(started));
        if (_group.Newest > _newest)
            _newest = _group.Newest;
        Advance(_end with { Offset = _end.Offset + _group.Bytes.Length }, (ulong)_group.Events);
    }

    /// <summary>What was refused must not be found by the next start. Where even this fails, <see cref="Reopen"/> does it before anything else.</summary>
    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_active.File, _end.Offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault = Fail(e);
        }
    }

    /// <summary>The group is durable already, so trouble here is nobody's failure: the segment grows on and sealing is tried again next time.</summary>
    private void SealWhenLarge()
    {
        try
        {
            if (_end.Offset >= _options.SegmentBytes)
                Seal();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault = Fail(e);
        }
    }

    private static string Fail(Exception e) => "The disk does not take events: " + e.Message;

    /// <summary>After a failed write or flush the pages of the file cannot be trusted: what is durable stays in it, and writing goes on in a new one.</summary>
    private void Reopen()
    {
        RandomAccess.SetLength(_active.File, _end.Offset);
        RandomAccess.FlushToDisk(_active.File);
        Seal();
        _fault = null;
    }

    private void Seal()
    {
        if (_active.FirstSequence == _nextSequence)
        {
            // Nothing was ever written to it: it can be written again from its start.
            return;
        }

        var next = SpoolSegment.Create(Folder, _nextSequence);
        try
        {
            _ids.Seal(_active.FirstSequence, _newest);
        }
        catch
        {
            next.Dispose();
            File.Delete(next.Path);
            throw;
        }

        _active.Dispose();
        _active = next;
        lock (_positionLock)
            _segments.Add(next.FirstSequence, _end.Offset);
        Advance(new SpoolPosition(next.FirstSequence, SpoolSegment.HeaderBytes), 0);
        _ids.Tidy(_time.GetUtcNow());
    }

    private void Advance(SpoolPosition end, ulong events)
    {
        TaskCompletionSource grown;
        lock (_positionLock)
        {
            _end = end;
            _nextSequence += events;
            Interlocked.Exchange(ref _backlogBytes, _segments.Backlog(_end));
            grown = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        grown.SetResult();
    }
}

/// <summary>A place between two records.</summary>
/// <param name="Segment">The segment's first sequence.</param>
/// <param name="Offset">Bytes from the start of its file.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpoolPosition(ulong Segment, long Offset);
