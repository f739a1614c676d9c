namespace Cairn.Client;

/// <summary>Takes events from the queue, a request at a time, and sends each until it is settled.</summary>
internal sealed class SendLoop : IAsyncDisposable
{
    /// <summary>The server takes 20 MiB.</summary>
    private const long MaxRequestBytes = 8 * 1024 * 1024;

    private readonly CairnClientOptions _options;
    private readonly EventQueue _queue;
    private readonly Tally _tally;
    private readonly Delivery _delivery;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    public SendLoop(CairnClientOptions options, EventQueue queue, Tally tally)
    {
        (_options, _queue, _tally, _delivery) = (options, queue, tally, new Delivery(options));
        // Not a part of the request or trace in which the client happened to be made.
        using (ExecutionContext.SuppressFlow())
            _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>The queue is closed already: sends what is in it, within the time there is.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(_options.DisposeTimeout, _options.TimeProvider);
        await using (
            limit.Token.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending).ConfigureAwait(false)
        )
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
        }
        _delivery.Dispose();
        _closing.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { Length: > 0 } batch)
                await SettleAsync(batch).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            var rest = _queue.Oldest(int.MaxValue, long.MaxValue);
            _tally.Lose(LostReason.Closed, rest, "The client was disposed before they could be sent.");
            _queue.Settle(rest.Length);
        }
    }

    /// <summary>A full batch, or what there is when the interval is over. Empty: the queue is closed and empty.</summary>
    private async Task<OutgoingEvent[]> NextAsync()
    {
        await _queue.WaitAsync(1).ConfigureAwait(false);
        var full = _queue.WaitAsync(_options.BatchSize);
        if (!full.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            await Task.WhenAny(full, Task.Delay(_options.FlushInterval, _options.TimeProvider, done.Token)).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
        }
        return _queue.Oldest(_options.BatchSize, MaxRequestBytes);
    }

    private async Task SettleAsync(OutgoingEvent[] batch)
    {
        var started = _options.TimeProvider.GetTimestamp();
        for (var failures = 0; ; )
        {
            _ending.Token.ThrowIfCancellationRequested();
            var wasClosing = _closing.IsCancellationRequested;
            switch (await _delivery.SendAsync(batch, _ending.Token).ConfigureAwait(false))
            {
                case Outcome.Taken taken:
                    _tally.Accept(taken.Accepted, taken.Duplicates);
                    foreach (var (index, code, message) in taken.Rejected)
                        _tally.Reject(batch[index], code, message);
                    _queue.Settle(batch.Length);
                    return;
                case Outcome.Refused refused:
                    foreach (var happened in batch)
                        _tally.Reject(happened, refused.Code, refused.Message);
                    _queue.Settle(batch.Length);
                    return;
                case Outcome.TooLarge when batch.Length > 1:
                    // The other half stays the oldest in the queue.
                    batch = batch[..(batch.Length / 2)];
                    break;
                case Outcome.TooLarge:
                    Lose(batch, LostReason.TooLarge, "The server answered 413.");
                    return;
                case Outcome.Failed failed when IsOver(started):
                    Lose(batch, LostReason.GaveUp, failed.Why);
                    return;
                case Outcome.Failed failed:
                    await PauseAsync(Pause(failures++, failed.After), wasClosing).ConfigureAwait(false);
                    break;
            }
        }
    }

    private void Lose(OutgoingEvent[] batch, LostReason reason, string why)
    {
        _tally.Lose(reason, batch, why);
        _queue.Settle(batch.Length);
    }

    private bool IsOver(long started) =>
        _options.RetryFor != Timeout.InfiniteTimeSpan && _options.TimeProvider.GetElapsedTime(started) >= _options.RetryFor;

    /// <summary>Doubles from pause to pause. The random part keeps many programs from coming back at once; what the server asked for is a floor.</summary>
    private TimeSpan Pause(int failures, TimeSpan? after)
    {
        var pause = Math.Min(_options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 30)), _options.LongestPause.TotalSeconds);
#pragma warning disable CA5394 // Spreads requests; nobody gains by guessing it.
        return after is { } asked
            ? asked * (1 + (Random.Shared.NextDouble() / 10))
            : TimeSpan.FromSeconds(pause * (0.5 + (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
    }

    /// <summary>Ends early when the client is disposed: one more attempt at once. Later pauses keep their length, within the time there is.</summary>
    /// <param name="wasClosing">The attempt that failed was made after the client was disposed.</param>
    private async Task PauseAsync(TimeSpan pause, bool wasClosing)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(
            _ending.Token,
            wasClosing ? CancellationToken.None : _closing.Token
        );
        try
        {
            await Task.Delay(pause, _options.TimeProvider, early.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_ending.IsCancellationRequested)
        {
            // Disposed: go on at once.
        }
    }
}
