namespace Cairn.Client;

/// <summary>One call of a language model. Becomes an event <c>$ai_generation</c> with the property names that PostHog documents. What is null is left out.</summary>
/// <param name="DistinctId">For whom the model was called.</param>
/// <param name="Provider">Who ran it: <c>openai</c>.</param>
/// <param name="Model">Which it was: <c>gpt-5-mini</c>.</param>
public sealed record AIRequest(string DistinctId, string Provider, string Model)
{
    /// <summary>Tokens of the input, as the provider counts them.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the output.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Input tokens read from the provider's cache.</summary>
    public long? CacheReadTokens { get; init; }

    /// <summary>Input tokens written to the provider's cache.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>Output tokens the model spent on reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>From the call to the last byte of the answer.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>From the call to the first piece of a streamed answer.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Whether the answer was streamed.</summary>
    public bool? Streamed { get; init; }

    /// <summary>What the call cost, when the provider says so.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What went wrong; null: nothing.</summary>
    public string? Error { get; init; }

    /// <summary>The provider's HTTP status.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why the model stopped: <c>stop</c>, <c>length</c>.</summary>
    public string? StopReason { get; init; }

    /// <summary>Calls of one trace belong together.</summary>
    public string? TraceId { get; init; }

    /// <summary>This call.</summary>
    public string? SpanId { get; init; }

    /// <summary>The span that made it.</summary>
    public string? ParentId { get; init; }

    /// <summary>What the call was for: <c>summarise</c>.</summary>
    public string? SpanName { get; init; }

    /// <summary>The user's session, and the one that traces are grouped by.</summary>
    public string? SessionId { get; init; }

    /// <inheritdoc cref="CairnEvent.Id"/>
    public Guid? Id { get; init; }

    /// <summary>When the answer was complete. Null: now.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <inheritdoc cref="CairnEvent.Groups"/>
    public IReadOnlyDictionary<string, string>? Groups { get; init; }

    /// <inheritdoc cref="CairnEvent.Properties"/>
    public object? Properties { get; init; }

    internal CairnEvent ToEvent() =>
        new("$ai_generation", DistinctId)
        {
            Id = Id,
            Timestamp = Timestamp,
            SessionId = SessionId,
            Groups = Groups,
            Properties = Properties,
            Own =
            [
                ("$ai_provider", Provider),
                ("$ai_model", Model),
                ("$ai_input_tokens", InputTokens),
                ("$ai_output_tokens", OutputTokens),
                ("$ai_cache_read_input_tokens", CacheReadTokens),
                ("$ai_cache_creation_input_tokens", CacheWriteTokens),
                ("$ai_reasoning_tokens", ReasoningTokens),
                ("$ai_latency", Latency?.TotalSeconds),
                ("$ai_time_to_first_token", TimeToFirstToken?.TotalSeconds),
                ("$ai_stream", Streamed),
                ("$ai_total_cost_usd", CostUsd),
                ("$ai_is_error", Error is not null),
                ("$ai_error", Error),
                ("$ai_http_status", HttpStatus),
                ("$ai_stop_reason", StopReason),
                ("$ai_trace_id", TraceId),
                ("$ai_span_id", SpanId),
                ("$ai_parent_id", ParentId),
                ("$ai_span_name", SpanName),
                ("$ai_session_id", SessionId),
            ],
        };
}

/// <summary>What somebody thought of a model's answer. Becomes an event <c>$ai_feedback</c>.</summary>
/// <param name="DistinctId">Who said it.</param>
/// <param name="TraceId">The trace of the answer.</param>
public sealed record AIFeedback(string DistinctId, string TraceId)
{
    /// <summary>The call within the trace.</summary>
    public string? SpanId { get; init; }

    /// <summary>Thumbs up or down.</summary>
    public bool? Positive { get; init; }

    /// <summary>A mark on a scale of the program's own.</summary>
    public double? Score { get; init; }

    /// <summary>In their words.</summary>
    public string? Text { get; init; }

    /// <summary>The user's session.</summary>
    public string? SessionId { get; init; }

    /// <inheritdoc cref="CairnEvent.Properties"/>
    public object? Properties { get; init; }

    internal CairnEvent ToEvent() =>
        new("$ai_feedback", DistinctId)
        {
            SessionId = SessionId,
            Properties = Properties,
            Own =
            [
                ("$ai_trace_id", TraceId),
                ("$ai_span_id", SpanId),
                ("$ai_feedback_positive", Positive),
                ("$ai_feedback_score", Score),
                ("$ai_feedback_text", Text),
                ("$ai_session_id", SessionId),
            ],
        };
}
