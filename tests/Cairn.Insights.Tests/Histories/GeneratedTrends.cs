using System.Text.Json.Nodes;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A trends question by seed, about a generated history.</summary>
public sealed class GeneratedTrends
{
    private static readonly string[] _plain = ["count", "persons", "sessions", "dau", "wau", "mau", "per_person"];
    private static readonly string[] _numeric = ["sum", "avg", "min", "max", "median", "p90", "p95", "p99"];

    private readonly Random _random;
    private readonly GeneratedHistory _history;

    private GeneratedTrends(int seed, GeneratedHistory history)
    {
        _random = new Random(seed * 31);
        _history = history;
    }

    public static JsonObject Of(int seed, GeneratedHistory history) => new GeneratedTrends(seed, history).Make();

    /// <summary>A filter by seed, about the properties of generated histories.</summary>
    public static JsonObject FilterOf(int seed, GeneratedHistory history) => new GeneratedTrends(seed, history).Filter(0);

    /// <summary>A filter and a range of the kinds such questions have.</summary>
    public static (JsonObject Filter, JsonObject Range) PartsOf(int seed, GeneratedHistory history)
    {
        var generated = new GeneratedTrends(seed, history);
        return (generated.Filter(2), generated.Range().Range);
    }

    private JsonObject Make()
    {
        var (range, interval) = Range();
        var question = new JsonObject
        {
            ["kind"] = "trends",
            ["range"] = range,
            ["interval"] = interval,
            ["series"] = new JsonArray([.. Enumerable.Range(0, Pick([1, 1, 1, 2, 3])).Select(_ => Series())]),
        };
        if (_random.Next(3) == 0)
            question["filter"] = Filter(0);
        if (_random.Next(3) == 0)
            question["breakdowns"] = new JsonArray([.. Enumerable.Range(0, Pick([1, 1, 2])).Select(_ => Breakdown())]);
        if (_random.Next(4) == 0)
            question["compare"] = Pick(["previous", "year"]);
        if (_random.Next(4) == 0)
            question["display"] = "cumulative";
        if (_random.Next(6) == 0)
            question["rolling"] = _random.Next(1, 5);
        return question;
    }

    private (JsonObject Range, string Interval) Range()
    {
        var interval = Pick(["minute", "hour", "hour", "day", "day", "day", "week", "month"]);
        var range = new JsonObject();
        var hours = interval switch
        {
            "minute" => 1,
            "hour" => 30,
            "day" => 24 * 12,
            "week" => 24 * 40,
            _ => 24 * 90,
        };
        switch (_random.Next(4))
        {
            case 0 when interval is not "minute":
                range["from"] =
                    interval == "hour"
                        ? Pick(["-24h", "-3h", "today", "yesterday"])
                        : Pick(["-1d", "-7d", "-30d", "-2w", "-2m", "this_month"]);
                break;
            case 1 when interval is not "minute" and not "hour":
                range["from"] = _history.Around.AddHours(-_random.Next(1, hours)).ToString("yyyy-MM-dd");
                range["to"] = _history.Around.AddHours(_random.Next(1, hours)).ToString("yyyy-MM-dd");
                break;
            default:
                range["from"] = Instant(-_random.Next(1, 4 * hours));
                range["to"] = Instant(_random.Next(1, 4 * hours));
                break;
        }

        if (_random.Next(4) == 0)
            range["timezone"] = Pick(["Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "UTC"]);
        if (_random.Next(4) == 0)
            range["weekStart"] = "sunday";
        return (range, interval);

        string Instant(int quarters) => _history.Around.AddMinutes(15 * quarters).ToString("yyyy-MM-ddTHH:mm:ssZ");
    }

    private JsonObject Series()
    {
        var series = new JsonObject { ["event"] = Pick<string?>(["buy", "view", "$pageview", null, null, "$identify", "never"]) };
        if (_random.Next(3) == 0)
        {
            series["measure"] = Pick(_numeric);
            series["property"] = Pick(["amount", "amount", "word", "none"]);
        }
        else
        {
            series["measure"] = Pick(_plain);
        }

        if (_random.Next(3) == 0)
            series["where"] = Filter(0);
        return series;
    }

    private JsonObject Breakdown()
    {
        var breakdown = new JsonObject();
        (breakdown["property"], breakdown["scope"]) = Property();
        if (breakdown["property"]!.GetValue<string>() == "$start_time")
            breakdown["property"] = "$event_count";
        if (_random.Next(3) == 0)
            breakdown["bins"] = _random.Next(1, 5);
        else if (_random.Next(2) == 0)
            breakdown["limit"] = _random.Next(1, 4);
        return breakdown;
    }

    private (string Name, string Scope) Property() =>
        _random.Next(12) switch
        {
            0 => ("plan", "person"),
            1 => ("age", "person"),
            2 => ("tier", "group:company"),
            3 => ("$group_key", "group:company"),
            4 => ("$session_duration", "session"),
            5 => ("$entry_url", "session"),
            6 => ("$event_count", "session"),
            7 => ("event", "event"),
            8 => ("$exit_url", "session"),
            9 => ("amount", "event"),
            _ => ("word", "event"),
        };

    private JsonObject Filter(int depth)
    {
        if (depth < 2)
            switch (_random.Next(6))
            {
                case 0:
                    return new JsonObject { ["and"] = new JsonArray(Filter(depth + 1), Filter(depth + 1)) };
                case 1:
                    return new JsonObject { ["or"] = new JsonArray(Filter(depth + 1), Filter(depth + 1)) };
                case 2:
                    return new JsonObject { ["not"] = Filter(depth + 1) };
            }

        var filter = new JsonObject();
        (filter["property"], filter["scope"]) = Property();
        var op = Pick([
            "eq",
            "neq",
            "in",
            "not_in",
            "contains",
            "not_contains",
            "starts_with",
            "ends_with",
            "regex",
            "not_regex",
            "gt",
            "gte",
            "lt",
            "lte",
            "between",
            "is_set",
            "is_not_set",
        ]);
        filter["op"] = op;
        switch (op)
        {
            case "in" or "not_in":
                filter["value"] = new JsonArray([.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Value())]);
                break;
            case "between":
                filter["value"] = new JsonArray(Pick<double>([-5, 0, 1, 2.5]), Pick<double>([1, 3, 99]));
                break;
            case "gt" or "gte" or "lt" or "lte":
                filter["value"] = _random.Next(3) == 0 ? Pick(["a", "b", "99", "gold"]) : Pick<double>([0, 1, 2.5, 99]);
                break;
            case "regex" or "not_regex":
                filter["value"] = Pick(["^a", "[0-9]+", "b$", "(?i)AB", "o|x"]);
                break;
            case "is_set" or "is_not_set":
                break;
            default:
                filter["value"] = _random.Next(4) == 0 ? new JsonArray(Value(), Value()) : Value();
                break;
        }

        return filter;
    }

    private JsonNode Value() =>
        _random.Next(4) switch
        {
            0 => JsonValue.Create(Pick<double>([0, 1, 2.5, 99])),
            1 => JsonValue.Create(_random.Next(2) == 0),
            _ => JsonValue.Create(Pick(["a", "B", "ab", "99", "2.5", "pro", "free", "gold", "acme", "true", "buy", "https://x.org/", "Ä"])),
        };

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
