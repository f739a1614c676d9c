using Cairn.Events;
using Cairn.Ingest.Formats.AI;
using Cairn.Ingest.Formats.Parts;

namespace Cairn.Ingest.Formats.Langfuse;

/// <summary>What one envelope says of a trace, span, generation or event: a part of an event. Times and what follows from them are put together when the parts are.</summary>
internal static class LangfuseObservation
{
    public static NativeEvent Read(LangfuseEnvelope envelope)
    {
        var body = envelope.Body;
        var name = NameOf(envelope.Kind);
        var isTrace = name == AIEvents.Trace;
        var e = new NativeEvent("langfuse", name)
        {
            Id = body.Text("id") ?? envelope.Id,
            Scope = isTrace ? "trace" : "",
            SourceEvent = envelope.Kind,
            Trace = envelope.Trace,
            DistinctId = envelope.Trace is null ? body.Text("userId") ?? body.Text("id") : null,
            SessionId = body.Text("sessionId"),
            IsFromServer = true,
            Part = body.Text("id") is null ? null : Facts(envelope),
        };
        e.At(envelope.Began ?? envelope.SaidAt);
        var properties = e.Properties;
        properties.Add("$ai_trace_id", envelope.Trace);
        properties.Add("$ai_span_id", isTrace ? null : body.Text("id"));
        properties.Add("$ai_parent_id", body.Text("parentObservationId"));
        properties.Add("$ai_span_name", body.Text("name"));
        properties.Add("$ai_session_id", body.Text("sessionId"));
        properties.Add("$ai_model", body.Text("model"));
        properties.Add("$ai_provider", body.Object("metadata").Text("ls_provider"));
        properties.Add("$ai_temperature", body.Object("modelParameters").Number("temperature"));
        properties.Add(
            "$ai_max_tokens",
            body.Object("modelParameters").Number("max_tokens") ?? body.Object("modelParameters").Number("maxTokens")
        );
        AddFailure(properties, body.Text("level"), body.Text("statusMessage"));
        AIUsage.OfDetails(body.Field("usageDetails")).Or(AIUsage.OfDetails(body.Field("usage"))).AddTo(properties);
        AIUsage.AddCosts(properties, body.Field("costDetails"));
        AddCostsOfUsage(properties, body.Object("usage"));
        AIContent.Add(properties, AIEvents.InputProperty(name), body.Field("input"));
        AIContent.Add(properties, AIEvents.OutputProperty(name), body.Field("output"));
        AIContent.Add(properties, "metadata", body.Field("metadata"));
        AIContent.Add(properties, "tags", body.Field("tags"));
        foreach (var field in new[] { "version", "release", "environment", "level" })
            properties.Add(field, body.Text(field));
        properties.Add("prompt_name", body.Text("promptName"));
        properties.Add("prompt_version", body.Number("promptVersion"));
        return e;
    }

    private static string NameOf(string kind) =>
        kind switch
        {
            "trace" => AIEvents.Trace,
            "generation" => EventNames.AIGeneration,
            "embedding" => AIEvents.Embedding,
            _ => AIEvents.Span,
        };

    /// <summary>An event has no duration, so it is whole at once.</summary>
    private static PartFacts Facts(LangfuseEnvelope envelope)
    {
        var body = envelope.Body;
        var hasEnd =
            envelope.Kind == "event"
            || body.Field("endTime") is not null
            || body.Field("output") is not null
            || body.Field("usage") is not null
            || body.Field("usageDetails") is not null;
        return new PartFacts(
            envelope.SaidAt,
            envelope.Began,
            envelope.TimeOf("endTime"),
            envelope.TimeOf("completionStartTime"),
            HasBeginning: envelope.Creates || body.Field("startTime") is not null,
            hasEnd
        )
        {
            Envelope = envelope.Id,
        };
    }

    private static void AddFailure(PropertyList properties, string? level, string? message)
    {
        if (level is null)
            return;
        var failed = level == "ERROR";
        properties.Add("$ai_is_error", failed);
        if (failed && message is not null)
            AIContent.AddText(properties, "$ai_error", message);
        else if (message is not null)
            AIContent.AddText(properties, "status_message", message);
    }

    /// <summary>Older clients write costs among the tokens.</summary>
    private static void AddCostsOfUsage(PropertyList properties, System.Text.Json.JsonElement? usage)
    {
        var (input, output) = (usage.Number("inputCost"), usage.Number("outputCost"));
        properties.AddMissing(
            "$ai_total_cost_usd",
            usage.Number("totalCost") ?? (input is null && output is null ? null : (input ?? 0) + (output ?? 0))
        );
        properties.AddMissing("$ai_input_cost_usd", input);
        properties.AddMissing("$ai_output_cost_usd", output);
    }
}
