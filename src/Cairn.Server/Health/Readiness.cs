namespace Cairn.Server.Health;

/// <param name="Status"><c>ready</c> or <c>failing</c>.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
public sealed record CheckResult(string Name, string Status, string? Detail);

/// <summary>Runs the checks, all at once, 2 s each at most. Whoever asks again within half a second gets the same answer, so that
/// asking often costs nothing.</summary>
internal sealed class Readiness(IEnumerable<ReadyCheck> checks, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _goodFor = TimeSpan.FromMilliseconds(500);

    private readonly ReadyCheck[] _checks = [.. checks];
    private readonly SemaphoreSlim _asking = new(1);
    private IReadOnlyList<CheckResult> _last = [];
    private long _lastAt = long.MinValue;

    public async Task<IReadOnlyList<CheckResult>> AskAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_lastAt == long.MinValue || time.GetElapsedTime(_lastAt) >= _goodFor)
            {
                _last = await Task.WhenAll(_checks.Select(check => RunAsync(check, cancellationToken)));
                _lastAt = time.GetTimestamp();
            }
            return _last;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private static async Task<CheckResult> RunAsync(ReadyCheck check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        string? wrong;
        try
        {
            wrong = await check.RunAsync(limit.Token).AsTask().WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            wrong = $"No answer within {_patience.TotalSeconds:0} s.";
        }
#pragma warning disable CA1031 // a check fails in its own way; the answer is always "not ready"
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            wrong = e.Message;
        }
        return new CheckResult(check.Name, wrong is null ? "ready" : "failing", wrong);
    }
}
