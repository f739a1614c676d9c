namespace Cairn.Testing;

/// <summary>For what another process does in its own time.</summary>
public static class Eventually
{
    /// <summary>Returns as soon as it is so; asks every 5 ms.</summary>
    /// <exception cref="TimeoutException">Not within two minutes.</exception>
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    /// <summary>Returns as soon as it is so; asks 5 ms after each answer.</summary>
    /// <exception cref="TimeoutException">Not within two minutes.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (!await condition())
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException("It did not become true within two minutes.", e);
        }
    }
}
