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
    private readonly List<ulong> _segments = [];
    private SpoolSegment _active;
    private SpoolPosition _end;
    private ulong _nextSequence;
    private DateTimeOffset _newest;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _backlogBytes;
    private string? _fault;
    private DateTimeOffset _diskCheckedAt;
    private bool _diskHasRoom = true;

    private EventSpool(SpoolOptions options, TimeProvider time, IdIndex ids, SpoolRecovery.Result found)
    {
        _options = options;
        _time = time;
        _ids = ids;
        _group = new AppendGroup(ids);
        _active = found.Active;
        _segments.AddRange(found.Segments);
        _nextSequence = found.NextSequence;
        _newest = found.Newest;
        _end = new SpoolPosition(found.Active.FirstSequence, found.End);
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
                return [.. _segments];
        }
    }

    /// <summary>Bytes that wait for the store; kept by the drain.</summary>
    public long BacklogBytes
    {
        get => Interlocked.Read(ref _backlogBytes);
        internal set => Interlocked.Exchange(ref _backlogBytes, value);
    }

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
        if (!_waiting.Writer.TryWrite(append))
            throw new SpoolUnavailableException("Too many requests wait for the disk.");
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
        {
            done = [.. _segments.Where((first, i) => i + 1 < _segments.Count && _segments[i + 1] <= sequence)];
            _segments.RemoveAll(done.Contains);
        }

        foreach (var first in done)
            File.Delete(SpoolSegment.PathOf(Folder, first));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _active.Dispose();
        _ids.Dispose();
    }

    private string? Refusal()
    {
        if (BacklogBytes > _options.MaxBytes)
            return "The store is behind: too many events wait to be written to it.";
        var now = _time.GetUtcNow();
        if (now - _diskCheckedAt > TimeSpan.FromSeconds(1))
        {
            _diskCheckedAt = now;
            _diskHasRoom = new DriveInfo(Folder).AvailableFreeSpace >= _options.MinFreeBytes;
        }

        return _diskHasRoom ? null : "The disk is nearly full.";
    }

    private async Task WriteLoopAsync()
    {
        var group = new List<Append>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_group.Bytes.Length < MaxGroupBytes && _waiting.Reader.TryRead(out var append))
            {
                _group.Add(append, _nextSequence);
                group.Add(append);
            }

            var failure = Commit();
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

    /// <summary>Writes and flushes the group. On failure the file is cut back to where it was and nothing counts as seen.</summary>
    private SpoolUnavailableException? Commit()
    {
        try
        {
            if (_group.Events == 0)
                return null;
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _group.Forget();
            _fault = "The disk does not take events: " + e.Message;
            return new SpoolUnavailableException(_fault, e);
        }
        finally
        {
            _group.Clear();
        }

        SealWhenLarge();
        return null;
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
            _fault = "The disk does not take events: " + e.Message;
        }
    }

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

        _ids.Expire(_time.GetUtcNow());
        _active.Dispose();
        _active = next;
        lock (_positionLock)
            _segments.Add(next.FirstSequence);
        Advance(new SpoolPosition(next.FirstSequence, SpoolSegment.HeaderBytes), 0);
    }

    private void Advance(SpoolPosition end, ulong events)
    {
        TaskCompletionSource grown;
        lock (_positionLock)
        {
            _end = end;
            _nextSequence += events;
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
