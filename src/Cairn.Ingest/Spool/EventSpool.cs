using System.Diagnostics;
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
    private readonly Task _loop;
    private readonly SpoolHead _head;
    private readonly DiskRoom _room;
    private SpoolSegment _active;
    private DateTimeOffset _newest;
    private long _waitingBytes;
    private bool _sealAsked;
    private volatile string? _fault;

    private EventSpool(SpoolOptions options, TimeProvider time, IdIndex ids, SpoolRecovery.Result found)
    {
        _options = options;
        _time = time;
        _ids = ids;
        _group = new AppendGroup(ids);
        _active = found.Active;
        _head = new SpoolHead(
            new SegmentList(found.Sealed, found.Active.FirstSequence),
            new SpoolPosition(found.Active.FirstSequence, found.End),
            found.NextSequence
        );
        _room = new DiskRoom(options.Folder, options.MinFreeBytes, time);
        _newest = found.Newest;
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
    public SpoolPosition End => _head.End;

    /// <summary>The sequence the next event will get.</summary>
    public ulong NextSequence => _head.NextSequence;

    /// <summary>First sequences of the segments there are, ascending.</summary>
    public IReadOnlyList<ulong> Segments => _head.Segments;

    /// <summary>Bytes of acknowledged events that wait for the store, those among them that it is taking now.</summary>
    public long BacklogBytes => _head.BacklogBytes;

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

    /// <summary>Begins a new file, so that the files before it can go as soon as the store has their events.</summary>
    /// <returns>Events of lower sequences are in files that were closed.</returns>
    /// <exception cref="SpoolUnavailableException">The disk does not let it.</exception>
    public async Task<ulong> RotateAsync(CancellationToken cancellationToken)
    {
        var before = NextSequence;
        var seal = new Append([], skipRepeatCheck: true) { ThenSeal = true };
        if (!_waiting.Writer.TryWrite(seal))
            throw new SpoolUnavailableException("Too many requests wait for the disk.");
        await seal.Done.Task.WaitAsync(cancellationToken);
        return Segments[^1] is var open && open >= before
            ? open
            : throw new SpoolUnavailableException(_fault ?? "The spool's file could not be closed.");
    }

    /// <summary>Completes when there is something behind <paramref name="position"/>.</summary>
    public Task WaitForGrowthAsync(SpoolPosition position) => _head.WaitForGrowthAsync(position);

    /// <summary>Deletes segments all of whose events are stored. The open one stays, so that sequences go on rising.</summary>
    internal void DeleteBefore(ulong sequence)
    {
        foreach (var first in _head.RemoveBefore(sequence))
            File.Delete(SpoolSegment.PathOf(Folder, first));
    }

    /// <summary>The store has everything before <paramref name="position"/>.</summary>
    internal void Drained(SpoolPosition position) => _head.Drained(position);

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
                _sealAsked |= append.ThenSeal;
                Interlocked.Add(ref _waitingBytes, -append.Bytes);
                _group.Add(append, _head.NextSequence);
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
        RandomAccess.Write(_active.File, _group.Bytes, _head.End.Offset);
        RandomAccess.FlushToDisk(_active.File);
        IngestMetrics.Commit(Stopwatch.GetElapsedTime(started));
        if (_group.Newest > _newest)
            _newest = _group.Newest;
        _head.Advance(_group.Bytes.Length, _group.Events);
    }

    /// <summary>What was refused must not be found by the next start. Where even this fails, <see cref="Reopen"/> does it before anything else.</summary>
    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_active.File, _head.End.Offset);
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
            if (_head.End.Offset >= _options.SegmentBytes || _sealAsked)
                Seal();
            _sealAsked = false;
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
        RandomAccess.SetLength(_active.File, _head.End.Offset);
        RandomAccess.FlushToDisk(_active.File);
        Seal();
        _fault = null;
    }

    private void Seal()
    {
        if (_active.FirstSequence == _head.NextSequence)
        {
            // Nothing was ever written to it: it can be written again from its start.
            return;
        }

        var next = SpoolSegment.Create(Folder, _head.NextSequence);
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
        _head.Open(next.FirstSequence);
        _ids.Tidy(_time.GetUtcNow());
    }
}
