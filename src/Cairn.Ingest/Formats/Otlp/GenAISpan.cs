using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Formats.AI;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>A span of a model's call, or of a step around one, as an event. By the GenAI conventions, their older names, and those of Langfuse's and Traceloop's clients.</summary>
internal static class GenAISpan
{
    private const string LangfuseType = "langfuse.observation.type";

    /// <summary>Attributes kept under their own names, at most.</summary>
    private const int MaxAttributes = 128;

    private const int MaxNameBytes = 200;

    private static readonly string[] _marks =
    [
        "gen_ai.operation.name",
        "gen_ai.request.model",
        "gen_ai.system",
        "gen_ai.provider.name",
        "llm.request.type",
        LangfuseType,
    ];

    public static bool Is(OtlpSpan span) => Array.Exists(_marks, span.Attributes.Has);

    public static string? UserOf(OtlpSpan span) =>
        span.Attributes.Text("user.id", "enduser.id", "traceloop.association.properties.user_id", "langfuse.user.id");

    public static string? SessionOf(OtlpSpan span) =>
        span.Attributes.Text("session.id", "gen_ai.conversation.id", "traceloop.association.properties.session_id", "langfuse.session.id");

    public static NativeEvent Read(OtlpSpan span)
    {
        var name = NameOf(span.Attributes);
        var e = new NativeEvent("otel", name)
        {
            Id = span.TraceId is null || span.SpanId is null ? null : $"{span.TraceId}-{span.SpanId}",
            Trace = span.TraceId,
            DistinctId = UserOf(span),
            SessionId = SessionOf(span),
            SourceEvent = span.Name.Length > 0 ? span.Name : null,
            IsFromServer = true,
        };
        if (span.Start is { } start)
            e.At(start);
        var properties = e.Properties;
        properties.Add("$ai_trace_id", span.TraceId);
        properties.Add("$ai_span_id", span.SpanId);
        properties.Add("$ai_parent_id", span.ParentId);
        properties.Add("$ai_span_name", span.Name);
        properties.Add("$ai_session_id", SessionOf(span));
        properties.Add("$ai_provider", span.Attributes.Text("gen_ai.provider.name", "gen_ai.system"));
        properties.Add(
            "$ai_model",
            span.Attributes.Text("gen_ai.response.model", "gen_ai.request.model", "langfuse.observation.model.name")
        );
        properties.Add("$ai_latency", Seconds(span.Start, span.End));
        AddFailure(span, properties);
        GenAIUsage.AddTo(properties, span.Attributes);
        GenAIContent.AddTo(properties, span, name);
        AddRest(span, properties);
        return e;
    }

    private static double? Seconds(DateTimeOffset? start, DateTimeOffset? end) =>
        end >= start ? Math.Round((end.Value - start!.Value).TotalSeconds, 6) : null;

    private static string NameOf(SpanAttributes attributes)
    {
        var type = attributes.Text(LangfuseType)?.ToLowerInvariant();
        if (type is not null and not "generation" and not "embedding")
            return AIEvents.Span;
        var operation = type ?? attributes.Text("gen_ai.operation.name", "llm.request.type")?.ToLowerInvariant();
        return operation switch
        {
            "generation" or "chat" or "completion" or "text_completion" or "generate_content" => EventNames.AIGeneration,
            null when attributes.Has("gen_ai.request.model") => EventNames.AIGeneration,
            "embedding" or "embeddings" => AIEvents.Embedding,
            _ => AIEvents.Span,
        };
    }

    private static void AddFailure(OtlpSpan span, PropertyList properties)
    {
        var failed = span.IsError || span.Attributes.Text("langfuse.observation.level") == "ERROR";
        properties.Add("$ai_is_error", failed);
        if (!failed)
            return;
        var message =
            span.StatusMessage
            ?? span.Attributes.Text("langfuse.observation.status_message")
            ?? span.EventOf("exception")?.Text("exception.message")
            ?? span.Attributes.Text("error.type");
        if (message is not null)
            AIContent.AddText(properties, "$ai_error", message);
        properties.Add("$ai_http_status", span.Attributes.Number("http.response.status_code"));
    }

    /// <summary>Everything else keeps its name; of the process only what tells services apart.</summary>
    private static void AddRest(OtlpSpan span, PropertyList properties)
    {
        var kept = 0;
        foreach (var name in span.Attributes.Names)
        {
            if (GenAIContent.IsContent(name) || IsTaken(name) || properties.Has(name) || Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
                continue;
            if (span.Attributes.Json(name) is not { } json)
                continue;
            if (++kept > MaxAttributes)
                break;
            AddJsonOrText(properties, name, json);
        }

        foreach (
            var name in new[]
            {
                "service.name",
                "service.version",
                "service.namespace",
                "deployment.environment.name",
                "deployment.environment",
            }
        )
            properties.AddMissing(name, span.Resource.Text(name));
    }

    private static void AddJsonOrText(PropertyList properties, string name, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        AIContent.Add(properties, name, document.RootElement);
    }

    /// <summary>Has a place of its own.</summary>
    private static bool IsTaken(string name) =>
        name
            is "user.id"
                or "enduser.id"
                or "session.id"
                or "langfuse.user.id"
                or "langfuse.session.id"
                or "gen_ai.system"
                or "gen_ai.provider.name"
                or "gen_ai.response.model"
                or "langfuse.observation.model.name"
                or "langfuse.observation.usage_details"
                or "langfuse.observation.cost_details"
        || name.StartsWith("gen_ai.usage.", StringComparison.Ordinal);
}
