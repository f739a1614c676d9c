using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Cairn.Events;
using Cairn.Ingest;
using Cairn.Store.Identity;

namespace Cairn.Server.Live;

/// <summary>Hands accepted events to viewers. Ingest only drops them into a bounded channel, and only while somebody watches; matching and sending happen
/// here, so that no viewer slows ingest.</summary>
internal sealed class LiveFeed(AcceptedEvents accepted, Identities identities) : BackgroundService
{
    /// <summary>Requests' events waiting to be matched.</summary>
    private const int MaxWaiting = 512;

    private readonly Channel<IReadOnlyList<Event>> _waiting = Channel.CreateBounded<IReadOnlyList<Event>>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true }
    );
    private readonly ConcurrentDictionary<string, LiveSubscription> _viewers = new();

    public int Viewers => _viewers.Count;

    /// <summary>Replaces what this connection watched before.</summary>
    public void Add(string connection, LiveSubscription subscription)
    {
        Remove(connection);
        _viewers[connection] = subscription;
        accepted.Listener = Take;
    }

    public void Remove(string connection)
    {
        if (_viewers.TryRemove(connection, out var subscription))
            subscription.End();
        if (_viewers.IsEmpty)
            accepted.Listener = null;
    }

    /// <summary>Throws away what waits for the project's viewers, who are told how much: some of it may be an erased person's.</summary>
    public void Forget(ProjectId project)
    {
        foreach (var viewer in _viewers.Values.Where(v => v.Project == project))
            viewer.DropWaiting();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var events in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                foreach (var e in events)
                    Show(e);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            foreach (var connection in _viewers.Keys)
                Remove(connection);
        }
    }

    private void Take(IReadOnlyList<Event> events)
    {
        if (events.Count == 0 || _waiting.Writer.TryWrite(events))
            return;
        foreach (var viewer in _viewers.Values.Where(v => v.Project == events[0].Project))
            viewer.Miss(events.Count);
    }

    private void Show(Event e)
    {
        var properties = new Lazy<JsonElement>(() => Parse(e.Properties));
        var item = new Lazy<LiveEvent>(() =>
            new LiveEvent(
                e.Id,
                e.Name,
                e.DistinctId,
                identities.PersonOf(e.Project, e.DistinctId).ToString(),
                e.Timestamp,
                e.ReceivedAt,
                e.SessionId.Length == 0 ? null : e.SessionId,
                e.Groups.ToDictionary(g => g.Type, g => g.Key),
                properties.Value
            )
        );
        foreach (var viewer in _viewers.Values)
        {
            if (viewer.Project == e.Project && viewer.Wants(e, properties))
                viewer.Offer(item.Value);
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
