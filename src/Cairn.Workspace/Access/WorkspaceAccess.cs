using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Access;

/// <summary>Holds the <see cref="KnownWorkspace"/> in force. Checks read it and never wait for the database: an unknown key costs a dictionary
/// look-up, so nobody can hammer PostgreSQL with guesses, and events are still accepted while it restarts.</summary>
public sealed class WorkspaceAccess(IDbContextFactory<WorkspaceDb> databases, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private volatile KnownWorkspace _current = KnownWorkspace.Empty;

    public KnownWorkspace Current => _current;

    /// <summary>Raised after every reload, on the thread that loaded: be quick. For whoever holds connections open that a revoked key must lose.</summary>
    public event EventHandler? Reloaded;

    /// <summary>Whoever changed the workspace awaits this before answering, so that the change holds from the next request on.
    /// Other servers hear of it from PostgreSQL (<see cref="WatchWorkspace"/>).</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        // One at a time, so that an older state never replaces a newer one.
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            _current = await LoadWorkspace.RunAsync(db, time.GetUtcNow(), cancellationToken);
            Reloaded?.Invoke(this, EventArgs.Empty);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _loading.Dispose();
}
