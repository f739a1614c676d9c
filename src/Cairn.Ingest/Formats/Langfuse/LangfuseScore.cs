using Cairn.Events;
using Cairn.Ingest.Formats.AI;

namespace Cairn.Ingest.Formats.Langfuse;

/// <summary>What somebody, or a program, thought of an answer.</summary>
internal static class LangfuseScore
{
    public static NativeEvent Read(LangfuseEnvelope envelope)
    {
        var body = envelope.Body;
        var e = new NativeEvent("langfuse", EventNames.AIFeedback)
        {
            Id = body.Text("id") ?? envelope.Id,
            Scope = "score",
            SourceEvent = "score",
            Trace = envelope.Trace,
            DistinctId = envelope.Trace is null ? body.Text("userId") ?? body.Text("sessionId") : null,
            SessionId = body.Text("sessionId"),
            IsFromServer = true,
        };
        e.At(envelope.Began ?? envelope.SaidAt);
        e.Properties.Add("$ai_trace_id", envelope.Trace);
        e.Properties.Add("$ai_span_id", body.Text("observationId"));
        e.Properties.Add("$ai_session_id", body.Text("sessionId"));
        e.Properties.Add("$ai_metric_name", body.Text("name"));
        AIContent.Add(e.Properties, "$ai_metric_value", body.Field("value"));
        if (body.Text("comment") is { } comment)
            AIContent.AddText(e.Properties, "$ai_feedback_text", comment);
        AIContent.Add(e.Properties, "metadata", body.Field("metadata"));
        foreach (var (field, property) in new[] { ("dataType", "data_type"), ("source", "source"), ("environment", "environment") })
            e.Properties.Add(property, body.Text(field));
        return e;
    }
}
