using System.Collections.Concurrent;
using Cairn.Server.Access;
using Cairn.Workspace.Access;
using Microsoft.AspNetCore.SignalR;

namespace Cairn.Server.Live;

/// <summary>Closes connections whose key was revoked or whose session was ended, as soon as the server hears of it. Bounded by the connections there are.</summary>
internal sealed class EndRevokedConnections : IDisposable
{
    private readonly ConcurrentDictionary<string, (HubCallerContext Connection, Caller Caller)> _open = new();
    private readonly WorkspaceAccess _workspace;
    private readonly TimeProvider _time;

    public EndRevokedConnections(WorkspaceAccess workspace, TimeProvider time)
    {
        (_workspace, _time) = (workspace, time);
        _workspace.Reloaded += OnReloaded;
    }

    public void Add(HubCallerContext connection)
    {
        if (connection.GetHttpContext()?.Features.Get<Caller>() is { } caller)
            _open[connection.ConnectionId] = (connection, caller);
    }

    public void Remove(string connectionId) => _open.TryRemove(connectionId, out _);

    public void Dispose() => _workspace.Reloaded -= OnReloaded;

    private void OnReloaded(object? sender, EventArgs e)
    {
        foreach (var (connection, caller) in _open.Values)
        {
            var now = _workspace.Current.FindAgain(caller, _time.GetUtcNow());
            if (now is null || SecondFactorFirst.IsMissing(_workspace.Current, now))
                connection.Abort();
        }
    }
}
