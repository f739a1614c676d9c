namespace Cairn.Client;

/// <summary>Why events never arrived.</summary>
public enum LostReason
{
    /// <summary>The queue was full.</summary>
    QueueFull,

    /// <summary>The server could not be reached, or was busy, for longer than <see cref="CairnClientOptions.RetryFor"/>.</summary>
    GaveUp,

    /// <summary>The client was disposed: before the event came, or before it could be sent.</summary>
    Closed,

    /// <summary>The event has more than 1 MiB of JSON, or the server would not take a request that held it alone.</summary>
    TooLarge,

    /// <summary>The event has no name or no distinct id, or its properties cannot be written as a JSON object.</summary>
    Unwritable,
}

/// <summary>Events that the client sends no more and does not know to have arrived. (When the answer to a request got lost, they may have.)</summary>
/// <param name="Count">How many.</param>
/// <param name="Ids">Their ids; the first 1,000 of them.</param>
/// <param name="Detail">The last failure in words, when there was one. Holds no property and no key.</param>
public sealed record LostEvents(LostReason Reason, int Count, IReadOnlyList<Guid> Ids, string? Detail);

/// <summary>An event that the server refused for good; sending it again would change nothing.</summary>
/// <param name="Code">The server's: <c>invalid_distinct_id</c>, or, when it refused the whole request, <c>unknown_key</c>.</param>
public sealed record RejectedEvent(Guid Id, string Event, string Code, string Message);

/// <summary>What became of all events since the client was made. Offered is the sum of the others, once nothing moves.</summary>
/// <param name="Offered">Handed to the client.</param>
/// <param name="Accepted">Stored.</param>
/// <param name="Duplicates">Were stored before: an answer was lost on its way, and the same ids came again.</param>
/// <param name="Waiting">Not yet settled.</param>
public sealed record CairnCounts(long Offered, long Accepted, long Duplicates, long Rejected, long Lost, long Waiting);
