using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>What happened in one project, as a plain list: everything an answer may depend on.</summary>
/// <param name="Events">In the order of their sequences.</param>
public sealed record History(IReadOnlyList<Happening> Events)
{
    /// <summary>Who is in which cohort; null where there are none.</summary>
    public OracleCohorts? Cohorts { get; init; }

    private readonly Dictionary<string, string> _merges = Events
        .Where(e => e.Event == "$identify" && e.Properties["$anon_distinct_id"] is not null)
        .GroupBy(e => e.Properties["$anon_distinct_id"]!.GetValue<string>())
        .ToDictionary(g => g.Key, g => g.First().DistinctId);

    private readonly List<Happening> _byTime = [.. Events.OrderBy(e => e.At).ThenBy(e => e.Sequence)];

    /// <summary>The distinct id that stands for the person. Histories merge an id once at most, into one that is never merged itself.</summary>
    public string PersonOf(string distinctId) => _merges.GetValueOrDefault(distinctId, distinctId);

    private readonly ConcurrentDictionary<(string, string), JsonValue?> _values = [];

    /// <summary>A person's property now: the last that was set, else the first that was set once.</summary>
    public JsonValue? PersonValue(string person, string name) => _values.GetOrAdd((person, name), key => FindValue(key.Item1, key.Item2));

    private JsonValue? FindValue(string person, string name)
    {
        var events = _byTime.Where(e => PersonOf(e.DistinctId) == person).ToList();
        var set = events.LastOrDefault(e => e.Set?[name] is JsonValue);
        return (set?.Set?[name] ?? events.FirstOrDefault(e => e.SetOnce?[name] is JsonValue)?.SetOnce?[name]) as JsonValue;
    }

    /// <summary>A group's property now: the last that was set.</summary>
    public JsonValue? GroupValue(string type, string key, string name) =>
        _byTime
            .LastOrDefault(e =>
                e.Event == "$group"
                && e.Properties["$group_type"]?.GetValue<string>() == type
                && e.Properties["$group_key"]?.GetValue<string>() == key
                && e.Properties["$group_set"]?[name] is not null
            )
            ?.Properties["$group_set"]![name] as JsonValue;
}

/// <summary>One event.</summary>
/// <param name="SessionId">The client's; empty for none.</param>
public sealed record Happening(
    int Sequence,
    string Event,
    string DistinctId,
    DateTimeOffset At,
    string SessionId,
    IReadOnlyDictionary<string, string> Groups,
    JsonObject Properties,
    JsonObject? Set = null,
    JsonObject? SetOnce = null
)
{
    private static readonly string[] _noBehaviour = ["$identify", "$alias", "$set", "$group", "$engagement"];

    public bool IsBehaviour => !_noBehaviour.Contains(Event);
}
