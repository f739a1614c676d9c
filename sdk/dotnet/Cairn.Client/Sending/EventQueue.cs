namespace Cairn.Client;

/// <summary>Events that are not yet settled, oldest first, those being sent included. Any number of threads add; one takes.</summary>
internal sealed class EventQueue(CairnClientOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutgoingEvent> _events = new();
    private readonly List<(long Upto, TaskCompletionSource Done)> _flushes = [];
    private TaskCompletionSource? _waiter;
    private int _wanted;
    private long _bytes;
    private long _added;
    private long _settled;
    private long _urgentUpto;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_lock)
                return _events.Count;
        }
    }

    /// <summary>Null when it was taken, or else why not.</summary>
    public LostReason? Add(OutgoingEvent happened)
    {
        lock (_lock)
        {
            if (_closed)
                return LostReason.Closed;
            if (_events.Count >= options.QueueCapacity || _bytes + happened.Json.Length > options.QueueBytes)
                return LostReason.QueueFull;
            _events.Enqueue(happened);
            _added++;
            _bytes += happened.Json.Length;
            Wake();
            return null;
        }
    }

    /// <summary>Ends when so many wait, or as many as there are must go at once: a flush was asked for, or the queue was closed. One caller at a time.</summary>
    public Task WaitAsync(int wanted)
    {
        lock (_lock)
        {
            (_wanted, _waiter) = (wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
            var task = _waiter.Task;
            Wake();
            return task;
        }
    }

    /// <summary>The oldest events, so many at most and so many bytes at most, but one at the least. They stay in the queue until <see cref="Settle"/>.
    /// Empty: nothing waits.</summary>
    public OutgoingEvent[] Oldest(int count, long bytes)
    {
        lock (_lock)
        {
            var taken = new List<OutgoingEvent>(Math.Min(count, _events.Count));
            foreach (var happened in _events)
            {
                bytes -= happened.Json.Length;
                if (taken.Count == count || (bytes < 0 && taken.Count > 0))
                    break;
                taken.Add(happened);
            }
            return [.. taken];
        }
    }

    /// <summary>The oldest so many have arrived, were refused or are lost.</summary>
    public void Settle(int count)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
                _bytes -= _events.Dequeue().Json.Length;
            _settled += count;
            foreach (var (_, done) in _flushes.Where(flush => flush.Upto <= _settled))
                done.TrySetResult();
            _flushes.RemoveAll(flush => flush.Upto <= _settled);
        }
    }

    /// <summary>Ends when everything added up to now is settled; until then nothing waits for its batch to fill.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            if (_settled >= _added)
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _flushes.Add((_added, done));
            _urgentUpto = _added;
            Wake();
            return done.Task;
        }
    }

    /// <summary>Nothing more is taken, and nothing waits for its batch to fill.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Wake();
        }
    }

    private void Wake()
    {
        if (_waiter is null || (_events.Count < _wanted && !_closed && _settled >= _urgentUpto))
            return;
        _waiter.TrySetResult();
        _waiter = null;
    }
}
