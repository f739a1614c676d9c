using System.Text.Json.Nodes;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A correlation question by seed, about a generated history.</summary>
public static class GeneratedCorrelation
{
    public static JsonObject Of(int seed, GeneratedHistory history)
    {
        var random = new Random(seed * 41);
        if (random.Next(3) > 0)
        {
            var funnel = GeneratedFunnel.Of(seed, history);
            foreach (var field in (string[])["by", "breakdowns", "attribution", "view", "interval", "fromStep", "toStep"])
                funnel.Remove(field);
            return new JsonObject { ["kind"] = "correlation", ["funnel"] = funnel };
        }

        var retention = new JsonObject
        {
            ["range"] = new JsonObject
            {
                ["from"] = history.Around.AddDays(-random.Next(5, 30)).ToString("yyyy-MM-dd"),
                ["to"] = history.Around.AddDays(random.Next(-4, 4)).ToString("yyyy-MM-dd"),
            },
            ["start"] = new JsonObject { ["event"] = Pick<string?>(["buy", "view", null]) },
            ["return"] = new JsonObject { ["event"] = Pick<string?>(["buy", "$pageview", null]) },
            ["interval"] = Pick(["hour", "day", "day", "week"]),
            ["periods"] = random.Next(1, 4),
            ["mode"] = Pick(["on", "on_or_after"]),
        };
        return new JsonObject { ["kind"] = "correlation", ["retention"] = retention };

        T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
    }
}
