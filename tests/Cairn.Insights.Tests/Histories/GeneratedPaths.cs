using System.Text.Json.Nodes;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A paths question by seed, about a generated history.</summary>
public static class GeneratedPaths
{
    public static JsonObject Of(int seed, GeneratedHistory history)
    {
        var random = new Random(seed * 43);
        var byPage = random.Next(3) == 0;
        string[] patterns = byPage
            ? ["/a", "/", "/product/*", "*x.org*", "https://x.org/a", "/p"]
            : ["buy", "view", "$pageview", "b*", "$*", "seen"];
        var question = new JsonObject
        {
            ["kind"] = "paths",
            ["range"] = new JsonObject { ["from"] = Instant(-random.Next(1, 2_000)), ["to"] = Instant(random.Next(1, 2_000)) },
            ["steps"] = random.Next(2, 7),
        };
        if (byPage || random.Next(2) == 0)
            question["by"] = byPage ? "page" : "event";
        if (random.Next(3) == 0)
            question["start"] = Pick();
        if (random.Next(3) == 0)
            question["end"] = Pick();
        if (random.Next(4) == 0)
            question["minEdge"] = random.Next(1, 4);
        if (random.Next(4) == 0)
            question["exclude"] = new JsonArray(Pick());
        if (random.Next(3) == 0)
            question["groups"] = new JsonArray(Group("seen"), Group(byPage ? "/p" : "b"));
        if (random.Next(4) == 0)
            question["filter"] = GeneratedTrends.FilterOf(random.Next(), history);
        return question;

        string Instant(int quarters) => history.Around.AddMinutes(15 * quarters).ToString("yyyy-MM-ddTHH:mm:ssZ");

        JsonNode Pick() => JsonValue.Create(patterns[random.Next(patterns.Length)]);

        JsonObject Group(string name) => new() { ["match"] = Pick(), ["as"] = name };
    }
}
