using System.Text;
using System.Text.Json;
using Cairn.Ingest.Formats.AI;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>Tokens, cost and time to the first token of a span.</summary>
internal static class GenAIUsage
{
    public static void AddTo(PropertyList properties, SpanAttributes attributes)
    {
        using var usage = Parse(attributes.Text("langfuse.observation.usage_details"));
        using var costs = Parse(attributes.Text("langfuse.observation.cost_details"));
        Conventional(attributes).Or(AIUsage.OfDetails(usage?.RootElement)).AddTo(properties);
        properties.Add("$ai_total_cost_usd", attributes.Number("gen_ai.usage.cost"));
        AIUsage.AddCosts(properties, costs?.RootElement);
        properties.Add("$ai_temperature", attributes.Number("gen_ai.request.temperature"));
        properties.Add("$ai_max_tokens", attributes.Number("gen_ai.request.max_tokens"));
        properties.Add(
            "$ai_time_to_first_token",
            attributes.Number("gen_ai.response.time_to_first_chunk", "gen_ai.server.time_to_first_token")
        );
    }

    /// <summary>The conventions count cached tokens among the input's.</summary>
    private static AIUsage Conventional(SpanAttributes attributes)
    {
        var read = attributes.Number("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens");
        var creation = attributes.Number("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens");
        return new AIUsage(
            AIUsage.Without(attributes.Number("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"), (read ?? 0) + (creation ?? 0)),
            attributes.Number("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
            read,
            creation,
            attributes.Number(
                "gen_ai.usage.reasoning.output_tokens",
                "gen_ai.usage.output_tokens.reasoning",
                "gen_ai.usage.reasoning_tokens",
                "gen_ai.usage.details.reasoning_tokens"
            )
        );
    }

    /// <summary>A JSON text; null when it is none.</summary>
    private static JsonDocument? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
