namespace Cairn.Server.Starting;

/// <summary>Open once ClickHouse has its tables: writers and questions wait for it or ask it. Closes never: what comes after is a matter of the
/// engine's own status.</summary>
public sealed class StoreGate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => _opened.Task.IsCompletedSuccessfully;

    /// <summary>Returns when the tables are there; throws when cancelled before.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _opened.Task.WaitAsync(cancellationToken);

    internal void Open() => _opened.TrySetResult();
}
