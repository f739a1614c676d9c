using System.Collections.Concurrent;
using System.Threading.Channels;
using Cairn.Events;

namespace Cairn.Store.Engine;

/// <summary>The sandboxes of one ClickHouse, lent to one question at a time.</summary>
public sealed class Sandboxes
{
    /// <summary>Strangers' questions at once, over all projects.</summary>
    public const int Count = 3;

    /// <summary>Of one project: so that one project's questions never hold all places.</summary>
    public const int PerProject = 2;

    private readonly Channel<Sandbox> _free = Channel.CreateUnbounded<Sandbox>();
    private readonly ConcurrentDictionary<ProjectId, SemaphoreSlim> _places = [];

    internal Sandboxes(IReadOnlyList<Sandbox> all)
    {
        IsEmpty = all.Count == 0;
        foreach (var sandbox in all)
            _free.Writer.TryWrite(sandbox);
    }

    /// <summary>There are none: somebody else's ClickHouse.</summary>
    public bool IsEmpty { get; }

    /// <summary>Runs something in a sandbox that nobody else uses meanwhile.</summary>
    /// <returns>False when none came free in time; then nothing ran.</returns>
    public async Task<bool> TryUseAsync(
        ProjectId project,
        TimeSpan patience,
        Func<Sandbox, Task> useAsync,
        CancellationToken cancellationToken
    )
    {
        var places = _places.GetOrAdd(project, _ => new SemaphoreSlim(PerProject));
        if (!await places.WaitAsync(patience, cancellationToken))
            return false;
        try
        {
            if (await TakeAsync(patience, cancellationToken) is not { } sandbox)
                return false;
            try
            {
                await useAsync(sandbox);
                return true;
            }
            finally
            {
                _free.Writer.TryWrite(sandbox);
            }
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<Sandbox?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await _free.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
