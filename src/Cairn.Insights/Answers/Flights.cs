namespace Cairn.Insights.Answers;

/// <summary>The same thing asked for by several callers at once is done once. It goes on while anybody waits for it, and is cancelled when the last one has
/// left.</summary>
public sealed class Flights<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Flight> _running = [];

    /// <summary>Starts the work, or waits for the same work under way.</summary>
    /// <returns>What came of it, and whether somebody else had started it.</returns>
    public async Task<(T Result, bool IsShared)> JoinAsync(
        string key,
        Func<CancellationToken, Task<T>> workAsync,
        CancellationToken cancellationToken
    )
    {
        Flight? flight;
        bool isShared;
        lock (_lock)
        {
            isShared = _running.TryGetValue(key, out flight);
            if (flight is null)
            {
                _running[key] = flight = new Flight();
                flight.Work = RunAsync(key, flight, workAsync);
            }

            flight.Callers++;
        }

        try
        {
            return (await flight.Work.WaitAsync(cancellationToken), isShared);
        }
        finally
        {
            bool isAbandoned;
            lock (_lock)
            {
                isAbandoned = --flight.Callers == 0 && !flight.Work.IsCompleted;
                if (isAbandoned)
                    Remove(key, flight);
            }

            if (isAbandoned)
                await flight.Stop.CancelAsync();
        }
    }

    private async Task<T> RunAsync(string key, Flight flight, Func<CancellationToken, Task<T>> workAsync)
    {
        await Task.Yield(); // the lock is held until here
        try
        {
            return await workAsync(flight.Stop.Token);
        }
        finally
        {
            lock (_lock)
                Remove(key, flight);
        }
    }

    private void Remove(string key, Flight flight)
    {
        if (_running.GetValueOrDefault(key) == flight)
            _running.Remove(key);
    }

    private sealed class Flight
    {
        public Task<T> Work { get; set; } = null!;

        public CancellationTokenSource Stop { get; } = new();

        public int Callers { get; set; }
    }
}
