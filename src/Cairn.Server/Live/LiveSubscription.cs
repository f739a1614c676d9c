using System.Text.Json;
using System.Threading.Channels;
using Cairn.Events;
using Cairn.Query.Filters;

namespace Cairn.Server.Live;

/// <summary>What one viewer wants to see, and what waits to be sent to it. Bounded: what does not fit is counted, never waited for.</summary>
internal sealed class LiveSubscription(ProjectId project, IReadOnlySet<string> events, IReadOnlyList<string>? distinctIds, Filter? filter)
{
    /// <summary>Events waiting for one slow viewer.</summary>
    private const int MaxWaiting = 1000;

    private readonly Channel<LiveEvent> _waiting = Channel.CreateBounded<LiveEvent>(MaxWaiting);
    private long _missed;

    public ProjectId Project => project;

    public ChannelReader<LiveEvent> Waiting => _waiting.Reader;

    /// <summary>How many were left out since the last call.</summary>
    public long TakeMissed() => Interlocked.Exchange(ref _missed, 0);

    public void Miss(long count) => Interlocked.Add(ref _missed, count);

    public bool Wants(Event e, Lazy<JsonElement> properties) =>
        (events.Count == 0 || events.Contains(e.Name))
        && (distinctIds is null || distinctIds.Contains(e.DistinctId))
        && (filter is null || FilterMatch.Passes(filter, e, properties.Value));

    public void Offer(LiveEvent e)
    {
        if (!_waiting.Writer.TryWrite(e))
            Interlocked.Increment(ref _missed);
    }

    public void DropWaiting()
    {
        while (_waiting.Reader.TryRead(out _))
            Interlocked.Increment(ref _missed);
    }

    public void End() => _waiting.Writer.TryComplete();
}

/// <summary>An event on the wire, in the shape of the event list's items.</summary>
public sealed record LiveEvent(
    Guid Id,
    string Event,
    string DistinctId,
    string PersonId,
    DateTimeOffset Timestamp,
    DateTimeOffset ReceivedAt,
    string? SessionId,
    IReadOnlyDictionary<string, string> Groups,
    JsonElement Properties
);
