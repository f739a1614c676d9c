using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Oracle;
using Cairn.Query.Cohorts;

namespace Cairn.Insights.Tests.Histories;

/// <summary>Three cohorts by seed, about a generated history: <c>list</c>, static; <c>inner</c>, which may name it; <c>outer</c>, which may name both.</summary>
public sealed class GeneratedCohorts
{
    private readonly Random _random;
    private readonly GeneratedHistory _history;
    private readonly Dictionary<string, JsonNode> _definitions = [];

    private GeneratedCohorts(int seed, GeneratedHistory history)
    {
        _random = new Random(seed * 17);
        _history = history;
        _definitions["list"] = new JsonObject { ["static"] = true };
        _definitions["inner"] = Rule(0, "list");
        _definitions["outer"] = Rule(0, "list", "inner");
        List = [.. new[] { "user_0", "anon_0", "user_1", "anon_2", "user_3", "nobody" }.Where(_ => _random.Next(3) == 0)];
    }

    public string[] List { get; }

    public Guid ListId { get; } = Guid.NewGuid();

    public JsonNode Definition(string key) => _definitions[key];

    public StoredCohort[] Stored =>
        [.. _definitions.Select(d => new StoredCohort(Guid.NewGuid(), d.Key, d.Key, JsonSerializer.SerializeToElement(d.Value), ListId))];

    /// <summary>The history with these cohorts.</summary>
    public History History()
    {
        History? known = null;
        var cohorts = new OracleCohorts(
            () => known!,
            _definitions,
            new Dictionary<string, string[]> { ["list"] = List },
            _history.Zone,
            _history.Now
        );
        return known = _history.History with { Cohorts = cohorts };
    }

    public static GeneratedCohorts Of(int seed, GeneratedHistory history) => new(seed, history);

    private JsonObject Rule(int depth, params string[] others)
    {
        var rule = new JsonObject();
        switch (_random.Next(depth < 2 ? 12 : 9))
        {
            case 0:
                rule["property"] = Pick(["plan", "age", "none"]);
                rule["op"] = Pick(["eq", "neq", "gt", "contains"]);
                rule["value"] = Pick<JsonNode>([JsonValue.Create("pro"), JsonValue.Create("free"), JsonValue.Create(30)]).DeepClone();
                break;
            case 1 or 2:
                rule["did"] = Selector(others);
                if (_random.Next(4) == 0)
                    rule["exactly"] = _random.Next(0, 4);
                else if (_random.Next(3) > 0)
                {
                    var least = _random.Next(1, 4);
                    if (_random.Next(3) > 0)
                        rule["atLeast"] = least;
                    if (_random.Next(2) == 0)
                        rule["atMost"] = _random.Next(least, 5);
                }

                Range(rule);
                break;
            case 3:
                rule["didNot"] = Selector(others);
                Range(rule);
                break;
            case 4:
                rule["firstDid"] = Selector(others);
                Range(rule);
                break;
            case 5 or 6 or 7:
                (rule["did"], rule["then"]) = (Selector(others), Selector(others));
                rule["window"] = new JsonObject
                {
                    ["value"] = _random.Next(1, 40),
                    ["unit"] = Pick(["second", "minute", "minute", "hour", "day", "week", "month"]),
                };
                Range(rule);
                break;
            case 8:
                rule["cohort"] = Pick(others);
                if (_random.Next(2) == 0)
                    rule["in"] = _random.Next(2) == 0;
                break;
            case 9:
                rule["and"] = new JsonArray(Rule(depth + 1, others), Rule(depth + 1, others));
                break;
            case 10:
                rule["or"] = new JsonArray(Rule(depth + 1, others), Rule(depth + 1, others));
                break;
            default:
                rule["not"] = Rule(depth + 1, others);
                break;
        }

        return rule;
    }

    private JsonObject Selector(string[] others)
    {
        var selector = new JsonObject { ["event"] = Pick<string?>(["buy", "view", "$pageview", null, "$identify", "$set"]) };
        if (_random.Next(3) == 0)
            selector["where"] =
                _random.Next(4) == 0
                    ? new JsonObject { ["cohort"] = Pick(others) }
                    : GeneratedTrends.PartsOf(_random.Next(), _history).Filter;
        return selector;
    }

    private void Range(JsonObject rule)
    {
        if (_random.Next(3) == 0)
            rule["lastDays"] = _random.Next(1, 40);
        else if (_random.Next(2) == 0)
            rule["range"] = GeneratedTrends.PartsOf(_random.Next(), _history).Range;
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
