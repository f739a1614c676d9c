namespace Cairn.Client;

/// <summary>Sends events to Cairn. One for the whole program; safe from all threads. Nothing here blocks, and nothing throws, but for the constructor (options that
/// cannot be meant) and a <see cref="FlushAsync"/> that the caller cancelled.</summary>
public sealed partial class CairnClient : IAsyncDisposable, IDisposable
{
    private readonly CairnClientOptions _options;
    private readonly EventJson _json;
    private readonly EventQueue _queue;
    private readonly Tally _tally;
    private readonly SendLoop? _loop;
    private int _disposed;

    /// <param name="options">Is copied; later changes change nothing.</param>
    /// <exception cref="ArgumentException">An option cannot be meant; the text names it and what may stand there.</exception>
    public CairnClient(CairnClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options with { Properties = new Dictionary<string, object?>(options.Properties, StringComparer.Ordinal) };
        _json = new EventJson(_options);
        _queue = new EventQueue(_options);
        _tally = new Tally(_options);
        _loop = _options.Enabled ? new SendLoop(_options, _queue, _tally) : null;
    }

    /// <summary>With everything else as it comes.</summary>
    /// <exception cref="ArgumentException">The address is none, or the key cannot be one.</exception>
    public CairnClient(string url, string writeKey)
        : this(new CairnClientOptions { Url = Uri.TryCreate(url, UriKind.Absolute, out var read) ? read : null, WriteKey = writeKey }) { }

    /// <summary>What became of all events up to now.</summary>
    public CairnCounts Counts => _tally.Counts(_queue.Count);

    /// <summary>Hands the event to the queue and returns at once; it is sent later.</summary>
    /// <returns>False: it was not taken (the queue is full, the client disposed or switched off, the event cannot be written), which is counted and told.</returns>
    public ValueTask<bool> TrackAsync(CairnEvent happened) => new(Take(happened));

    /// <inheritdoc cref="TrackAsync(CairnEvent)"/>
    /// <param name="eventName">1 to 200 characters.</param>
    /// <param name="distinctId">Who did it, 1 to 400 characters.</param>
    /// <param name="properties">A dictionary, an anonymous object, a record: whatever becomes a JSON object.</param>
    public ValueTask<bool> TrackAsync(string eventName, string distinctId, object? properties = null) =>
        TrackAsync(new CairnEvent(eventName, distinctId) { Properties = properties });

    /// <summary>Sends what waits, and returns when every event taken before the call has arrived, was refused or is lost. While the server cannot be reached that
    /// can take as long as <see cref="CairnClientOptions.RetryFor"/> for every batch: give a token.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled first; the events go on waiting.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _queue.FlushAsync().WaitAsync(cancellationToken);

    /// <summary>Takes no more events, sends what waits, but for no longer than <see cref="CairnClientOptions.DisposeTimeout"/>, and tells the rest as lost.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _queue.Close();
        if (_loop is not null)
            await _loop.DisposeAsync().ConfigureAwait(false);
        _tally.TellWhatWaits();
    }

    /// <summary><see cref="DisposeAsync"/> for those who cannot wait asynchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private bool Take(CairnEvent? happened)
    {
        if (_loop is null)
            return false;
        _tally.Offer();
        var id = happened?.Id ?? Guid.CreateVersion7(_options.TimeProvider.GetUtcNow());
        string? why = null;
        if (happened is null || _json.TryWrite(happened, id, out why) is not { } json)
            return Lose(LostReason.Unwritable, id, why);
        if (json.Length > OutgoingEvent.MaxBytes)
            return Lose(LostReason.TooLarge, id, null);
        return _queue.Add(new OutgoingEvent(id, happened.Event, json)) is not { } reason || Lose(reason, id, null);
    }

    private bool Lose(LostReason reason, Guid id, string? detail)
    {
        _tally.LoseLater(reason, id, detail);
        return false;
    }
}
