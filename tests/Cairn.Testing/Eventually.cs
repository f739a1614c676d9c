namespace Cairn.Testing;

/// <summary>For what another process does in its own time.</summary>
public static class Eventually
{
    /// <summary>Returns soon after it is so; asks after 5, 10, 20 and from then on every 40 ms: what is waited for needs the processor more than the question.</summary>
    /// <exception cref="TimeoutException">Not within two minutes.</exception>
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="TrueAsync(Func{bool})"/>
    /// <exception cref="TimeoutException">Not within two minutes.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            for (var pause = 5; !await condition(); pause = Math.Min(40, pause * 2))
                await Task.Delay(pause, limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException("It did not become true within two minutes.", e);
        }
    }
}
