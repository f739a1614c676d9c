using System.Text.Json.Nodes;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A funnel question by seed, about a generated history.</summary>
public sealed class GeneratedFunnel
{
    private readonly Random _random;
    private readonly GeneratedHistory _history;
    private readonly int _seed;

    private GeneratedFunnel(int seed, GeneratedHistory history)
    {
        _random = new Random(seed * 37);
        _history = history;
        _seed = seed;
    }

    public static JsonObject Of(int seed, GeneratedHistory history) => new GeneratedFunnel(seed, history).Make();

    private JsonObject Make()
    {
        var order = Pick(["ordered", "ordered", "strict", "any"]);
        var excludes = _random.Next(3) == 0;
        string?[] names = excludes ? ["buy", "$pageview"] : ["buy", "view", "$pageview", "buy", "view", null, "$identify"];
        var steps = _random.Next(2, 5);
        var question = new JsonObject
        {
            ["kind"] = "funnel",
            ["range"] = Range(),
            ["steps"] = new JsonArray([.. Enumerable.Range(0, steps).Select(_ => Step(names))]),
            ["order"] = order,
            ["window"] = Pick<Func<JsonObject>>([
                () => Window(_random.Next(1, 90), "minute"),
                () => Window(30, "minute"),
                () => Window(_random.Next(1, 48), "hour"),
                () => Window(_random.Next(1, 9), "day"),
                () => Window(1, "month"),
                () => Window(900, "second"),
            ])(),
        };
        if (_random.Next(4) == 0)
            question["filter"] = GeneratedTrends.FilterOf(_seed, _history);
        if (excludes)
        {
            var from = order == "any" ? 0 : _random.Next(0, steps - 1);
            var to = order == "any" ? steps - 1 : _random.Next(from + 1, steps);
            var exclusion = Step(["view", "view", "$set"]);
            (exclusion["from"], exclusion["to"]) = (from, to);
            question["exclusions"] = new JsonArray(exclusion);
        }

        if (_random.Next(3) == 0)
            question["by"] = Pick(["session", "group:company"]);
        if (_random.Next(3) == 0)
        {
            question["breakdowns"] = new JsonArray(Breakdown());
            question["attribution"] = Pick(["first", "last", $"step:{_random.Next(0, steps)}"]);
        }

        AddView(question, steps);
        return question;
    }

    private void AddView(JsonObject question, int steps)
    {
        if (_random.Next(2) == 0)
            return;
        question["view"] = Pick(["trend", "time_to_convert"]);
        question["interval"] = Pick(["hour", "day", "day", "week", "month"]);
        var from = _random.Next(0, steps - 1);
        (question["fromStep"], question["toStep"]) = (from, _random.Next(from + 1, steps));
    }

    private JsonObject Range() =>
        _random.Next(3) switch
        {
            0 => new JsonObject { ["from"] = Pick(["-7d", "-30d", "this_month", "-2w"]) },
            1 => new JsonObject { ["from"] = Day(-_random.Next(1, 12)), ["to"] = Day(_random.Next(0, 12)) },
            _ => new JsonObject { ["from"] = Instant(-_random.Next(1, 1_000)), ["to"] = Instant(_random.Next(1, 1_000)) },
        };

    private string Day(int days) => _history.Around.AddDays(days).ToString("yyyy-MM-dd");

    private string Instant(int quarters) => _history.Around.AddMinutes(15 * quarters).ToString("yyyy-MM-ddTHH:mm:ssZ");

    private JsonObject Step(string?[] names)
    {
        var step = new JsonObject { ["event"] = Pick(names) };
        if (_random.Next(4) == 0)
            step["where"] = GeneratedTrends.FilterOf(_random.Next(), _history);
        return step;
    }

    private static JsonObject Window(int value, string unit) => new() { ["value"] = value, ["unit"] = unit };

    private JsonObject Breakdown()
    {
        var (property, scope) = Pick([
            ("word", "event"),
            ("amount", "event"),
            ("plan", "person"),
            ("tier", "group:company"),
            ("event", "event"),
        ]);
        var breakdown = new JsonObject { ["property"] = property, ["scope"] = scope };
        if (_random.Next(2) == 0)
            breakdown["limit"] = _random.Next(1, 4);
        return breakdown;
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
