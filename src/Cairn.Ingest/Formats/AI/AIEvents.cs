using Cairn.Events;

namespace Cairn.Ingest.Formats.AI;

/// <summary>What a call of a model or a step around it is here: PostHog's names, which Cairn's own events use too.</summary>
internal static class AIEvents
{
    public const string Embedding = "$ai_embedding";
    public const string Span = "$ai_span";
    public const string Trace = "$ai_trace";

    /// <summary>Has a model, tokens and a cost.</summary>
    public static bool IsCall(string name) => name is EventNames.AIGeneration or Embedding;

    public static string InputProperty(string name) => IsCall(name) ? "$ai_input" : "$ai_input_state";

    public static string OutputProperty(string name) => IsCall(name) ? "$ai_output_choices" : "$ai_output_state";
}
