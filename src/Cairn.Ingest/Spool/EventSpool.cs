using System.Buffers;
using System.Buffers.Binary;
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
    private readonly ArrayBufferWriter<byte> _group = new(1 << 20);
    private readonly List<UInt128> _groupKeys = [];
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
    private int _groupEvents;

    private EventSpool(SpoolOptions options, TimeProvider time, IdIndex ids, SpoolRecovery.Result found)
    {
        _options = options;
        _time = time;
        _ids = ids;
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

    /// <summary>Makes the events durable and returns, for each, whether it is a repeat (same project and client id, seen within the window) and so was
    /// left out.</summary>
    /// <param name="skipRepeatCheck">For events that passed it once already: a replayed dead letter.</param>
    /// <exception cref="SpoolUnavailableException">Nothing was stored.</exception>
    public async Task<IReadOnlyList<bool>> AppendAsync(IReadOnlyList<Event> events, bool skipRepeatCheck = false)
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
            while (_group.WrittenCount < MaxGroupBytes && _waiting.Reader.TryRead(out var append))
            {
                Encode(append);
                group.Add(append);
            }

            var failure = Commit();
            foreach (var append in group)
            {
                if (failure is null)
                    append.Done.SetResult(append.IsRepeat);
                else
                    append.Done.SetException(failure);
            }

            group.Clear();
        }
    }

    /// <summary>Adds one request's new events to the group as one record.</summary>
    private void Encode(Append append)
    {
        var keep = 0;
        for (var i = 0; i < append.Events.Length; i++)
        {
            var (key, hasKey, _) = append.Events[i];
            append.IsRepeat[i] = hasKey && _ids.Contains(key);
            if (append.IsRepeat[i])
                continue;
            keep++;
            if (hasKey)
            {
                _ids.Add(key);
                _groupKeys.Add(key);
            }
        }

        if (keep == 0)
            return;
        var length = SpoolSegment.PayloadHeaderBytes + append.Events.Where((_, i) => !append.IsRepeat[i]).Sum(e => 4 + e.Bytes.Length);
        var record = _group.GetSpan(SpoolSegment.RecordHeaderBytes + length)[..(SpoolSegment.RecordHeaderBytes + length)];
        BinaryPrimitives.WriteInt32LittleEndian(record, length);
        var payload = record[SpoolSegment.RecordHeaderBytes..];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, _nextSequence + (ulong)_groupEvents);
        BinaryPrimitives.WriteInt32LittleEndian(payload[8..], keep);
        var at = SpoolSegment.PayloadHeaderBytes;
        for (var i = 0; i < append.Events.Length; i++)
        {
            if (append.IsRepeat[i])
                continue;
            var bytes = append.Events[i].Bytes;
            BinaryPrimitives.WriteInt32LittleEndian(payload[at..], bytes.Length);
            bytes.CopyTo(payload[(at + 4)..]);
            at += 4 + bytes.Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], SpoolSegment.Crc32C(payload));
        _group.Advance(record.Length);
        _groupEvents += keep;
        if (append.ReceivedAt > _newest)
            _newest = append.ReceivedAt;
    }

    /// <summary>Writes and flushes the group. On failure the file is cut back to where it was and nothing counts as seen.</summary>
    private SpoolUnavailableException? Commit()
    {
        try
        {
            if (_groupEvents == 0)
                return null;
            if (_fault is not null)
                Reopen();
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(_active.File, _group.WrittenSpan, _end.Offset);
            RandomAccess.FlushToDisk(_active.File);
            IngestMetrics.Commit(Stopwatch.GetElapsedTime(started));
            Advance(_end with { Offset = _end.Offset + _group.WrittenCount }, (ulong)_groupEvents);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (var key in _groupKeys)
                _ids.Remove(key);
            _fault = "The disk does not take events: " + e.Message;
            return new SpoolUnavailableException(_fault, e);
        }
        finally
        {
            _group.ResetWrittenCount();
            _groupKeys.Clear();
            _groupEvents = 0;
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

    /// <summary>One request's events, encoded on the request's own thread.</summary>
    private sealed class Append
    {
        public Append(IReadOnlyList<Event> events, bool skipRepeatCheck)
        {
            Events = new (UInt128, bool, byte[])[events.Count];
            for (var i = 0; i < events.Count; i++)
            {
                var hasKey = events[i].HasClientId && !skipRepeatCheck;
                Events[i] = (hasKey ? IdIndex.KeyOf(events[i].Project, events[i].Id) : default, hasKey, EventCodec.Encode(events[i]));
            }

            IsRepeat = new bool[events.Count];
            ReceivedAt = events.Count > 0 ? events[0].ReceivedAt : default;
        }

        public (UInt128 Key, bool HasKey, byte[] Bytes)[] Events { get; }

        public bool[] IsRepeat { get; }

        public DateTimeOffset ReceivedAt { get; }

        public TaskCompletionSource<IReadOnlyList<bool>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A place between two records.</summary>
/// <param name="Segment">The segment's first sequence.</param>
/// <param name="Offset">Bytes from the start of its file.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpoolPosition(ulong Segment, long Offset);
