using System.Text.Json.Nodes;

namespace Cairn.Oracle;

/// <summary>Cohorts as <c>docs/semantics/cohorts.md</c> tells them: every person is judged anew by walking over all events.</summary>
/// <param name="definitions">By key.</param>
/// <param name="lists">The distinct ids of static cohorts, by key.</param>
public sealed class OracleCohorts(
    Func<History> history,
    IReadOnlyDictionary<string, JsonNode> definitions,
    IReadOnlyDictionary<string, string[]> lists,
    TimeZoneInfo projectZone,
    DateTimeOffset now
)
{
    private static readonly DateTimeOffset _ever = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<(string, string), bool> _known = [];

    public bool Contains(string key, string person)
    {
        if (!_known.TryGetValue((key, person), out var isIn))
            _known[(key, person)] = isIn = Holds(definitions[key], key, person);
        return isIn;
    }

    private bool Holds(JsonNode rule, string key, string person)
    {
        if (rule["and"] is JsonArray and)
            return and.All(part => Holds(part!, key, person));
        if (rule["or"] is JsonArray or)
            return or.Any(part => Holds(part!, key, person));
        if (rule["not"] is { } not)
            return !Holds(not, key, person);
        if (rule["cohort"] is { } other)
            return Contains(other.GetValue<string>(), person) == (rule["in"]?.GetValue<bool>() ?? true);
        if (rule["static"] is not null)
            return lists[key].Any(id => history().PersonOf(id) == person);
        if (rule["property"] is not null)
            return OracleFilter.Holds(rule, (property, _) => history().PersonValue(person, property));
        var (start, end) = Range(rule);
        if (rule["then"] is { } then)
            return DidThen(rule["did"]!, then, OracleDuration.Of(rule["window"]!), start, end, person);
        if (rule["firstDid"] is { } first)
            return Matching(first, _ever, end, person) is [var earliest, ..] && earliest.At >= start;
        if (rule["didNot"] is { } didNot)
            return Matching(didNot, start, end, person).Count == 0;
        var times = Matching(rule["did"]!, start, end, person).Count;
        if (rule["exactly"] is { } exactly)
            return times == exactly.GetValue<int>();
        var (least, most) = (rule["atLeast"]?.GetValue<int>(), rule["atMost"]?.GetValue<int>());
        return times >= (least ?? (most is null ? 1 : 0)) && times <= (most ?? int.MaxValue);
    }

    private bool DidThen(JsonNode did, JsonNode then, TimeSpan window, DateTimeOffset start, DateTimeOffset end, string person)
    {
        var until = end + window + TimeSpan.FromMilliseconds(1);
        var later = Matching(then, start, until, person);
        return Matching(did, start, until, person)
            .Where(first => first.At < end)
            .Any(first => later.Any(second => second != first && first.At <= second.At && second.At - first.At <= window));
    }

    /// <summary>The person's matching events, earliest first.</summary>
    private List<Happening> Matching(JsonNode selector, DateTimeOffset start, DateTimeOffset end, string person)
    {
        var period = new OraclePeriod(history(), start, end);
        return
        [
            .. period
                .Events.Where(e => history().PersonOf(e.DistinctId) == person)
                .Where(e => selector["event"] is { } name ? e.Event == name.GetValue<string>() : e.IsBehaviour)
                .Where(e => OracleFilter.Holds(selector["where"], period.ValuesOf(e)))
                .OrderBy(e => e.At),
        ];
    }

    private (DateTimeOffset Start, DateTimeOffset End) Range(JsonNode rule)
    {
        var range = rule["lastDays"] is { } days ? new JsonObject { ["from"] = $"-{days.GetValue<int>()}d" } : rule["range"];
        if (range is null)
            return (_ever, now.AddYears(10));
        var zone = range["timezone"] is { } other ? TimeZoneInfo.FindSystemTimeZoneById(other.GetValue<string>()) : projectZone;
        return new OracleCalendar(zone, range["weekStart"]?.GetValue<string>() == "sunday").Range(range, now);
    }
}
