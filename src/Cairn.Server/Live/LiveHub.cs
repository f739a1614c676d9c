using System.Text.Json;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Server.Access;
using Cairn.Workspace.Access;
using Microsoft.AspNetCore.SignalR;

namespace Cairn.Server.Live;

/// <summary>What to watch. Everything given must hold.</summary>
/// <param name="Events">Event names; none: all.</param>
/// <param name="Filter">A filter over event properties, as in questions.</param>
internal sealed record LiveRequest(IReadOnlyList<string>? Events, string? DistinctId, JsonElement? Filter);

/// <summary><c>/hubs/live</c>: events within a second of their acknowledgement. Calls two methods of the client: <c>events(batch)</c> with newly accepted
/// events in the order of their acknowledgement, and <c>missed(count)</c>: how many matching events were left out since the last word, because this viewer
/// or the feed was too slow.</summary>
internal sealed class LiveHub(
    LiveFeed feed,
    WorkspaceAccess workspace,
    IHubContext<LiveHub> hub,
    EndRevokedConnections revoked,
    TimeProvider time
) : Hub
{
    private const int MaxBatch = 200;

    /// <summary>Sent together: less overhead, and far below the second that is promised.</summary>
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts to send the project's events; a second call replaces the first.</summary>
    public void Subscribe(string slug, LiveRequest? request)
    {
        var connected = Context.GetHttpContext()?.Features.Get<Caller>();
        var caller = connected is null ? null : workspace.Current.FindAgain(connected, time.GetUtcNow());
        if (caller is null || ProjectAccess.Find(workspace.Current, caller, slug) is not { } access)
            throw new HubException("There is no such project.");
        var subscription = new LiveSubscription(
            access.Project.Id,
            (request?.Events ?? []).ToHashSet(),
            string.IsNullOrEmpty(request?.DistinctId) ? null : access.Project.Context.StoredIds(request.DistinctId),
            Read(request?.Filter)
        );
        feed.Add(Context.ConnectionId, subscription);
        _ = SendAsync(hub.Clients.Client(Context.ConnectionId), subscription, MayStill, Context.ConnectionAborted);

        // A connection may outlive a key, a role or the project.
        bool MayStill() =>
            workspace.Current.FindAgain(caller, time.GetUtcNow()) is { } now
            && ProjectAccess.Find(workspace.Current, now, slug)?.Project.Id == subscription.Project;
    }

    public void Unsubscribe() => feed.Remove(Context.ConnectionId);

    public override Task OnConnectedAsync()
    {
        revoked.Add(Context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        revoked.Remove(Context.ConnectionId);
        feed.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>Runs until the subscription ends. Waits for the connection, not for the viewer's next events: what comes meanwhile waits or is counted.</summary>
    private static async Task SendAsync(IClientProxy viewer, LiveSubscription subscription, Func<bool> mayStill, CancellationToken aborted)
    {
        try
        {
            while (await subscription.Waiting.WaitToReadAsync(aborted))
            {
                await Task.Delay(_gather, aborted);
                var batch = new List<LiveEvent>();
                while (batch.Count < MaxBatch && subscription.Waiting.TryRead(out var e))
                    batch.Add(e);
                if (!mayStill())
                {
                    subscription.End();
                    return;
                }
                await viewer.SendAsync("events", batch, aborted);
                if (subscription.TakeMissed() is > 0 and var missed)
                    await viewer.SendAsync("missed", missed, aborted);
            }
        }
        catch (OperationCanceledException)
        {
            // the viewer left
        }
    }

    private static Filter? Read(JsonElement? json)
    {
        if (json is not { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } element)
            return null;
        var errors = new SpecErrors();
        var filter = FilterReader.Read(new SpecNode(element, "/filter", errors));
        if (errors.Items.Count > 0)
            throw new HubException($"{errors.Items[0].Pointer}: {errors.Items[0].Message}");
        return FilterMatch.CanJudge(filter)
            ? filter
            : throw new HubException("/filter: The live view can filter by event properties only.");
    }
}
