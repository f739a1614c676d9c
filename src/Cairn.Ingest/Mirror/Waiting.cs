using Cairn.Events;

namespace Cairn.Ingest.Mirror;

/// <summary>What one client request left for the vendor.</summary>
/// <param name="Bytes">About, in memory.</param>
internal abstract record Waiting(int Bytes);

/// <summary>The request itself.</summary>
internal sealed record WaitingRequest(MirroredRequest Request) : Waiting(Request.Bytes);

/// <summary>The events that were accepted of it.</summary>
internal sealed record WaitingEvents(IReadOnlyList<Event> Events)
    : Waiting(Events.Sum(e => e.Properties.Length + e.Set.Length + e.SetOnce.Length + 256));
