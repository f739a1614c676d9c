using Cairn.Events;

namespace Cairn.Ingest;

/// <summary>Tells whoever watches live of events the moment they are durable. Costs nothing while nobody does.</summary>
public sealed class AcceptedEvents
{
    /// <summary>Called on the request's thread: it must only hand the events on.</summary>
    public Action<IReadOnlyList<Event>>? Listener { get; set; }

    internal void Publish(IReadOnlyList<Event> events, IReadOnlyList<bool> isRepeat)
    {
        if (Listener is { } listener)
            listener([.. events.Where((_, i) => !isRepeat[i])]);
    }
}
