using System.Text.Json.Nodes;

namespace Cairn.Insights.Tests.Histories;

/// <summary>Questions about who comes back, by seed, about a generated history.</summary>
public sealed class GeneratedRetention
{
    private readonly Random _random;
    private readonly GeneratedHistory _history;

    private GeneratedRetention(int seed, GeneratedHistory history)
    {
        _random = new Random(seed * 41);
        _history = history;
    }

    public static JsonObject Retention(int seed, GeneratedHistory history) => new GeneratedRetention(seed, history).MakeRetention();

    public static JsonObject Lifecycle(int seed, GeneratedHistory history) => new GeneratedRetention(seed, history).MakeLifecycle();

    public static JsonObject Stickiness(int seed, GeneratedHistory history) => new GeneratedRetention(seed, history).MakeStickiness();

    private JsonObject MakeRetention()
    {
        var interval = Pick(["hour", "day", "day", "week", "month"]);
        var question = Question("retention", interval);
        (question["start"], question["return"]) = (Selector(), Selector());
        if (_random.Next(4) > 0)
            question["cohort"] = Pick(["first_ever", "first_in_range", "recurring"]);
        if (_random.Next(2) == 0)
            question["mode"] = Pick(["on", "on_or_after"]);
        if (_random.Next(4) == 0)
            question["brackets"] = new JsonArray([
                .. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => JsonValue.Create(_random.Next(1, 4))),
            ]);
        else
            question["periods"] = _random.Next(1, 5);
        if (_random.Next(3) == 0)
            question["breakdowns"] = new JsonArray(Breakdown());
        return question;
    }

    private JsonObject MakeLifecycle()
    {
        var question = Question("lifecycle", Pick(["hour", "day", "day", "week", "month"]));
        if (_random.Next(3) > 0)
            question["selector"] = Selector();
        return question;
    }

    private JsonObject MakeStickiness()
    {
        var question = Question("stickiness", Pick(["hour", "day", "day", "week", "month"]));
        question["selector"] = Selector();
        if (_random.Next(2) == 0)
            question["compare"] = Pick(["previous", "year"]);
        return question;
    }

    private JsonObject Question(string kind, string interval)
    {
        var question = new JsonObject
        {
            ["kind"] = kind,
            ["range"] = Range(interval),
            ["interval"] = interval,
        };
        if (_random.Next(4) == 0)
            question["filter"] = GeneratedTrends.FilterOf(_random.Next(), _history);
        return question;
    }

    private JsonObject Range(string interval)
    {
        var hours = interval switch
        {
            "hour" => 12,
            "day" => 24 * 6,
            "week" => 24 * 20,
            _ => 24 * 45,
        };
        var range = _random.Next(3) switch
        {
            0 when interval == "hour" => new JsonObject { ["from"] = Pick(["-12h", "today", "yesterday"]) },
            0 => new JsonObject { ["from"] = Pick(["-7d", "-30d", "this_month", "-2w", "-2m"]) },
            1 when interval != "hour" => new JsonObject { ["from"] = Day(-_random.Next(1, hours)), ["to"] = Day(_random.Next(0, hours)) },
            _ => new JsonObject { ["from"] = Instant(-_random.Next(1, 4 * hours)), ["to"] = Instant(_random.Next(1, 4 * hours)) },
        };
        if (_random.Next(5) == 0)
            range["timezone"] = Pick(["Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "UTC"]);
        if (_random.Next(4) == 0)
            range["weekStart"] = "sunday";
        return range;
    }

    private string Day(int hours) => _history.Around.AddHours(hours).ToString("yyyy-MM-dd");

    private string Instant(int quarters) => _history.Around.AddMinutes(15 * quarters).ToString("yyyy-MM-ddTHH:mm:ssZ");

    private JsonObject Selector()
    {
        var selector = new JsonObject { ["event"] = Pick<string?>(["buy", "view", "$pageview", null, null, "$identify"]) };
        if (_random.Next(4) == 0)
            selector["where"] = GeneratedTrends.FilterOf(_random.Next(), _history);
        return selector;
    }

    private JsonObject Breakdown()
    {
        var (property, scope) = Pick([
            ("word", "event"),
            ("amount", "event"),
            ("plan", "person"),
            ("tier", "group:company"),
            ("event", "event"),
            ("$entry_url", "session"),
        ]);
        var breakdown = new JsonObject { ["property"] = property, ["scope"] = scope };
        if (_random.Next(2) == 0)
            breakdown["limit"] = _random.Next(1, 4);
        return breakdown;
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
