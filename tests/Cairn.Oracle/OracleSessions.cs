using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Which session is an event in, over the events of a range?</summary>
public sealed class OracleSessions
{
    private readonly Dictionary<Happening, string> _sessionOf = [];
    private readonly Dictionary<string, List<Happening>> _behaviour = [];

    public OracleSessions(History history, IReadOnlyList<Happening> inRange)
    {
        foreach (var person in inRange.GroupBy(e => history.PersonOf(e.DistinctId)))
        {
            Happening? before = null;
            var runs = 0;
            foreach (var e in person.OrderBy(e => e.At).ThenBy(e => e.Sequence))
            {
                if (e.SessionId.Length > 0)
                {
                    Add(e, $"{person.Key}\n{e.SessionId}\n");
                    continue;
                }

                if (!e.IsBehaviour)
                    continue;
                if (before is null || e.At - before.At >= TimeSpan.FromMinutes(30))
                    runs++;
                Add(e, $"{person.Key}\n\n{runs}");
                before = e;
            }
        }
    }

    /// <summary>Null for an event that is in none.</summary>
    public string? Of(Happening e) => _sessionOf.GetValueOrDefault(e);

    /// <summary>A property of the event's session; null when it has none.</summary>
    public JsonValue? Value(Happening e, string property)
    {
        if (Of(e) is not { } session || !_behaviour.TryGetValue(session, out var events))
            return null;
        var urls = events.OrderBy(x => x.At).ThenBy(x => x.Sequence).Select(Url).Where(u => u.Length > 0).ToList();
        return property switch
        {
            "$session_duration" => JsonValue.Create((events.Max(x => x.At) - events.Min(x => x.At)).TotalMilliseconds / 1000),
            "$event_count" => JsonValue.Create((double)events.Count),
            "$pageview_count" => JsonValue.Create((double)events.Count(x => x.Event == "$pageview")),
            "$entry_url" => urls.Count == 0 ? null : JsonValue.Create(urls[0]),
            "$exit_url" => urls.Count == 0 ? null : JsonValue.Create(urls[^1]),
            _ => JsonValue.Create(events.Min(x => x.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'")),
        };
    }

    private static string Url(Happening e) => Text(e, "url") is { Length: > 0 } url ? url : Text(e, "$current_url");

    private static string Text(Happening e, string name) =>
        e.Properties[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private void Add(Happening e, string session)
    {
        _sessionOf[e] = session;
        if (!e.IsBehaviour)
            return;
        if (!_behaviour.TryGetValue(session, out var events))
            _behaviour[session] = events = [];
        events.Add(e);
    }
}
