using Cairn.Events;

namespace Cairn.Ingest;

/// <summary>Tells whoever watches live of events the moment they are durable. Costs nothing while nobody does.</summary>
public sealed class AcceptedEvents
{
    /// <summary>Called on the request's thread: it must only hand the events on.</summary>
    public Action<IReadOnlyList<Event>>? Listener { get; set; }

    /// <summary>Sends events on. As <see cref="Listener"/>: on the request's thread.</summary>
    internal Action<IReadOnlyList<Event>>? Forward { get; set; }

    /// <param name="isMirrored">They came from another Cairn that forwards them: they go no further.</param>
    internal void Publish(IReadOnlyList<Event> events, IReadOnlyList<bool> isRepeat, bool isMirrored = false)
    {
        var forward = isMirrored ? null : Forward;
        if (Listener is null && forward is null)
            return;
        IReadOnlyList<Event> fresh = isRepeat.Contains(true) ? [.. events.Where((_, i) => !isRepeat[i])] : events;
        Listener?.Invoke(fresh);
        forward?.Invoke(fresh);
    }
}
