using System.Text.Json;

namespace Cairn.Ingest.Formats.AI;

/// <summary>Tokens of one call. Null: not told.</summary>
/// <param name="Input">Without those read from or written to a cache.</param>
/// <param name="Reasoning">Of the output.</param>
internal sealed record AIUsage(double? Input, double? Output, double? CacheRead, double? CacheCreation, double? Reasoning)
{
    public static AIUsage None { get; } = new(null, null, null, null, null);

    /// <summary>Tokens and cost as Langfuse and its clients name them: <c>input</c>, <c>output</c>, … each for itself, or OpenAI's names, where the prompt includes what was cached.</summary>
    public static AIUsage OfDetails(JsonElement? details)
    {
        if (details is not { ValueKind: JsonValueKind.Object } given)
            return None;
        var prompt = given.Object("prompt_tokens_details") ?? given.Object("input_tokens_details");
        var completion = given.Object("completion_tokens_details") ?? given.Object("output_tokens_details");
        var cachedInPrompt = prompt.Number("cached_tokens");
        return new AIUsage(
            given.Number("input") ?? Without(First(given, "promptTokens", "prompt_tokens", "input_tokens"), cachedInPrompt),
            given.Number("output") ?? First(given, "completionTokens", "completion_tokens", "output_tokens"),
            First(given, "cache_read_input_tokens", "input_cached_tokens", "input_cache_read", "cached_tokens") ?? cachedInPrompt,
            First(given, "cache_creation_input_tokens", "input_cache_creation"),
            First(given, "output_reasoning_tokens", "reasoning_tokens", "output_reasoning", "reasoning")
                ?? completion.Number("reasoning_tokens")
        );
    }

    /// <summary>This, and where it says nothing the other.</summary>
    public AIUsage Or(AIUsage other) =>
        new(
            Input ?? other.Input,
            Output ?? other.Output,
            CacheRead ?? other.CacheRead,
            CacheCreation ?? other.CacheCreation,
            Reasoning ?? other.Reasoning
        );

    public void AddTo(PropertyList properties)
    {
        properties.Add("$ai_input_tokens", Input);
        properties.Add("$ai_output_tokens", Output);
        properties.Add("$ai_cache_read_input_tokens", CacheRead);
        properties.Add("$ai_cache_creation_input_tokens", CacheCreation);
        properties.Add("$ai_reasoning_tokens", Reasoning);
    }

    /// <summary>Costs in US dollars: <c>input</c>, <c>output</c>, <c>total</c>; without a total their sum.</summary>
    public static void AddCosts(PropertyList properties, JsonElement? costs)
    {
        if (costs is not { ValueKind: JsonValueKind.Object } given)
            return;
        var parts = given.EnumerateObject().Where(c => !c.NameEquals("total")).Select(c => c.Value.AsNumber()).OfType<double>().ToList();
        properties.AddMissing("$ai_total_cost_usd", given.Number("total") ?? (parts.Count > 0 ? parts.Sum() : null));
        properties.AddMissing("$ai_input_cost_usd", given.Number("input"));
        properties.AddMissing("$ai_output_cost_usd", given.Number("output"));
    }

    internal static double? Without(double? all, double? part) => all is { } n ? Math.Max(0, n - (part ?? 0)) : null;

    private static double? First(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (json.Number(name) is { } number)
                return number;
        return null;
    }
}
