namespace Cairn.Events;

/// <summary>Something that happened, normalised: as it stands in the spool and in the table. Immutable.</summary>
public sealed record Event
{
    /// <summary>The idempotency key: the client's UUID, or one made by the server.</summary>
    public required Guid Id { get; init; }

    /// <summary>True when the client chose <see cref="Id"/>, so that the same id may come again.</summary>
    public required bool HasClientId { get; init; }

    public required ProjectId Project { get; init; }

    /// <summary>1..200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>1..400 characters.</summary>
    public required string DistinctId { get; init; }

    /// <summary>When it happened, UTC, whole milliseconds, after clock correction.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>When the server read it, UTC, whole milliseconds.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The client's own session id; empty when it sent none.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Group type to group key, e.g. company → acme.</summary>
    public IReadOnlyList<GroupRef> Groups { get; init; } = [];

    /// <summary>A JSON object in UTF-8, valid, without duplicate keys; <c>{}</c> when there are none. Includes what the server added ($browser …).</summary>
    public required ReadOnlyMemory<byte> Properties { get; init; }

    /// <summary>Person properties to set, a JSON object in UTF-8; empty memory when there are none. A null takes the property away.</summary>
    public ReadOnlyMemory<byte> Set { get; init; }

    /// <summary>Person properties to set where absent, a JSON object in UTF-8; empty memory when there are none.</summary>
    public ReadOnlyMemory<byte> SetOnce { get; init; }

    /// <summary>Set when this is no event but an administrator's word on identities.</summary>
    public IdentityCommand? Command { get; init; }
}

/// <summary>An organisation, team or the like that an event belongs to.</summary>
public readonly record struct GroupRef(string Type, string Key);

/// <summary>An event and its place in the log. Sequences rise by one per event over the whole store, never repeat and survive restarts.</summary>
public readonly record struct SequencedEvent(ulong Sequence, Event Event);

/// <summary>An administrator's word on who is who, carried through the log like an event so that it has one place in the order of things. Made by the
/// server only; never stored among the events.</summary>
/// <param name="From">The distinct id to join; empty for an undo.</param>
/// <param name="Into">The distinct id whose person it joins; empty for an undo.</param>
/// <param name="Undoes">The sequence of the merge to take back; 0 for a merge.</param>
public sealed record IdentityCommand(string From, string Into, ulong Undoes);
