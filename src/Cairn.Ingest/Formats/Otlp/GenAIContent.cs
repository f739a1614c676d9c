using System.Globalization;
using Cairn.Ingest.Formats.AI;

namespace Cairn.Ingest.Formats.Otlp;

/// <summary>What went into a span and what came out of it, wherever its instrumentation wrote it down.</summary>
internal static class GenAIContent
{
    private static readonly string[] _inputs =
    [
        "gen_ai.input.messages",
        "gen_ai.prompt",
        "langfuse.observation.input",
        "traceloop.entity.input",
        "input.value",
    ];

    private static readonly string[] _outputs =
    [
        "gen_ai.output.messages",
        "gen_ai.completion",
        "langfuse.observation.output",
        "traceloop.entity.output",
        "output.value",
    ];

    /// <summary>Of older instrumentations: <c>gen_ai.prompt.0.content</c>.</summary>
    private const int MaxMessages = 64;

    public static bool IsContent(string name) =>
        Array.IndexOf(_inputs, name) >= 0
        || Array.IndexOf(_outputs, name) >= 0
        || name.StartsWith("gen_ai.prompt.", StringComparison.Ordinal)
        || name.StartsWith("gen_ai.completion.", StringComparison.Ordinal);

    public static void AddTo(PropertyList properties, OtlpSpan span, string name)
    {
        Add(properties, span, AIEvents.InputProperty(name), _inputs, "gen_ai.prompt", "gen_ai.content.prompt");
        Add(properties, span, AIEvents.OutputProperty(name), _outputs, "gen_ai.completion", "gen_ai.content.completion");
    }

    private static void Add(PropertyList properties, OtlpSpan span, string target, string[] sources, string indexed, string eventName)
    {
        foreach (var source in sources)
        {
            if (span.Attributes.Text(source) is { } text)
            {
                AIContent.AddText(properties, target, text);
                return;
            }

            if (span.Attributes.Json(source) is { Length: > 2 } json)
            {
                AIContent.AddJson(properties, target, json);
                return;
            }
        }

        if (Indexed(span.Attributes, indexed) is { } messages)
            AIContent.AddText(properties, target, messages);
        else if (span.EventOf(eventName)?.Text(indexed) is { } told)
            AIContent.AddText(properties, target, told);
    }

    /// <summary>Null: none.</summary>
    private static string? Indexed(SpanAttributes attributes, string prefix)
    {
        var messages = new List<object>();
        for (var i = 0; i < MaxMessages; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{prefix}.{i}.");
            var (role, content) = (attributes.Text(at + "role"), attributes.Text(at + "content"));
            if (role is null && content is null)
                break;
            messages.Add(new { role, content });
        }

        return messages.Count == 0 ? null : System.Text.Json.JsonSerializer.Serialize(messages, JsonTexts.Plain);
    }
}
