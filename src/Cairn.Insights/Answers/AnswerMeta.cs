using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.Insights.Answers;

/// <summary>How many acknowledged events, of all projects, wait to be stored. Registered by whoever keeps them.</summary>
public delegate long CountWaiting();

/// <summary>How fresh the numbers are.</summary>
/// <param name="StoredUpTo">When the last batch with events of the project was stored; null: none since the server began.</param>
/// <param name="Waiting">Acknowledged events, of all projects, that no answer counts yet.</param>
public sealed record Freshness(DateTimeOffset? StoredUpTo, long Waiting)
{
    /// <summary>For a caller of the role self: when others sent something is not theirs to know.</summary>
    public static Freshness Unsaid { get; } = new(null, 0);
}

/// <summary>What is said of an answer when it is handed out, after it was made.</summary>
internal static class AnswerMeta
{
    /// <summary>The answer with <c>meta.cached</c>, <c>meta.outdated</c> and <c>meta.freshness</c>.</summary>
    /// <param name="isCached">Made for an earlier asking.</param>
    /// <param name="isOutdated">Data or time has moved on since; the caller allowed for that.</param>
    public static JsonNode Write(byte[] json, bool isCached, bool isOutdated, double elapsedMs, Freshness freshness)
    {
        var answer = JsonNode.Parse(json)!;
        if (answer["meta"] is not JsonObject meta)
            return answer;
        meta["cached"] = isCached;
        meta["outdated"] = isOutdated;
        if (isCached)
            meta["elapsedMs"] = Math.Round(elapsedMs, 1);
        meta["freshness"] = JsonSerializer.SerializeToNode(freshness, InsightsJson.Options);
        return answer;
    }
}
