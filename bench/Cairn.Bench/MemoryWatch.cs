using Cairn.Harness;

namespace Cairn.Bench;

/// <summary>Looks at the memory of the server and its engines twice a second and keeps the largest sums.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public MemoryWatch(int process) => _watching = WatchAsync(process);

    /// <summary>The largest sums seen, bytes.</summary>
    public TreeMemory Peak { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(int process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var now = ProcessTree.Memory(process);
                Peak = new(Math.Max(Peak.Resident, now.Resident), Math.Max(Peak.Proportional, now.Proportional));
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }
}
