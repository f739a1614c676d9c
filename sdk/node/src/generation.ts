import type { AIRequest, Properties } from "./types.ts";

const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1_000);

/** The names that PostHog documents; times in seconds. */
export function generation(request: AIRequest): Properties {
  return {
    $ai_provider: request.provider,
    $ai_model: request.model,
    $ai_input_tokens: request.inputTokens,
    $ai_output_tokens: request.outputTokens,
    $ai_cache_read_input_tokens: request.cacheReadTokens,
    $ai_cache_creation_input_tokens: request.cacheWriteTokens,
    $ai_reasoning_tokens: request.reasoningTokens,
    $ai_latency: seconds(request.latencyMs),
    $ai_time_to_first_token: seconds(request.timeToFirstTokenMs),
    $ai_stream: request.streamed,
    $ai_total_cost_usd: request.costUsd,
    $ai_is_error: request.error !== undefined,
    $ai_error: request.error,
    $ai_http_status: request.httpStatus,
    $ai_stop_reason: request.stopReason,
    $ai_trace_id: request.traceId,
    $ai_span_id: request.spanId,
    $ai_parent_id: request.parentId,
    $ai_span_name: request.spanName,
    $ai_session_id: request.conversationId,
    ...request.properties,
  };
}
