namespace Cairn.Client;

/// <summary>Something that happened.</summary>
/// <param name="Event">Its name, 1 to 200 characters.</param>
/// <param name="DistinctId">Who did it, 1 to 400 characters.</param>
public sealed record CairnEvent(string Event, string DistinctId)
{
    /// <summary>Sent twice, stored once. Null: the client makes one.</summary>
    public Guid? Id { get; init; }

    /// <summary>When it happened. Null: now.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The session it belongs to, when the program knows sessions.</summary>
    public string? SessionId { get; init; }

    /// <summary>Group type to group key: <c>company</c> to <c>acme</c>.</summary>
    public IReadOnlyDictionary<string, string>? Groups { get; init; }

    /// <summary>A dictionary, an anonymous object, a record, a <c>JsonObject</c>: whatever becomes a JSON object. It is read at once, never later.</summary>
    public object? Properties { get; init; }

    /// <summary>Properties of the person, set to these values.</summary>
    public object? Set { get; init; }

    /// <summary>Properties of the person, set where they have no value yet.</summary>
    public object? SetOnce { get; init; }

    /// <summary>What a typed method says of the event; null values are left out, and these win over <see cref="Properties"/>.</summary>
    internal IReadOnlyList<(string Name, object? Value)> Own { get; init; } = [];
}
