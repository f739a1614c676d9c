namespace Cairn.Processes;

/// <summary>Open while an engine answers. Many may wait for it.</summary>
public sealed class ReadyGate
{
    private volatile TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => _opened.Task.IsCompleted;

    /// <summary>Returns when it is open; throws when cancelled before.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _opened.Task.WaitAsync(cancellationToken);

    public void Open() => _opened.TrySetResult();

    public void Close()
    {
        if (IsOpen)
            _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
