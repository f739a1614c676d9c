using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>The events of a span of time and what is known of them there.</summary>
public sealed class OraclePeriod(History history, DateTimeOffset start, DateTimeOffset end)
{
    private OracleSessions? _sessions;

    public OraclePeriod(History history, (DateTimeOffset Start, DateTimeOffset End) span)
        : this(history, span.Start, span.End) { }

    public DateTimeOffset Start => start;

    public DateTimeOffset End => end;

    public IReadOnlyList<Happening> Events { get; } = [.. history.Events.Where(e => start <= e.At && e.At < end)];

    public OracleSessions Sessions => _sessions ??= new OracleSessions(history, Events);

    /// <summary>Its events that a selector selects and that meet a filter.</summary>
    public IEnumerable<Happening> Matching(JsonNode selector, JsonNode? filter) =>
        Events.Where(e =>
            (selector["event"] is { } name ? e.Event == name.GetValue<string>() : e.IsBehaviour)
            && OracleFilter.Holds(filter, ValuesOf(e))
            && OracleFilter.Holds(selector["where"], ValuesOf(e))
        );

    /// <summary>Values of (property, scope) for an event; null when absent.</summary>
    public Func<string, string, JsonValue?> ValuesOf(Happening e) =>
        (property, scope) =>
            scope switch
            {
                "event" => property switch
                {
                    "event" => JsonValue.Create(e.Event),
                    "distinct_id" => JsonValue.Create(e.DistinctId),
                    "$session_id" => e.SessionId.Length == 0 ? null : JsonValue.Create(e.SessionId),
                    _ => e.Properties[property] as JsonValue,
                },
                "person" => history.PersonValue(history.PersonOf(e.DistinctId), property),
                "session" => Sessions.Value(e, property),
                "cohort" => JsonValue.Create(history.Cohorts!.Contains(property, history.PersonOf(e.DistinctId)) ? "in" : "not in"),
                _ => e.Groups.TryGetValue(scope["group:".Length..], out var key)
                    ? property == "$group_key"
                        ? JsonValue.Create(key)
                        : history.GroupValue(scope["group:".Length..], key, property)
                    : null,
            };
}
