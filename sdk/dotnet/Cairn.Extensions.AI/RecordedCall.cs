using System.Diagnostics;
using Cairn.Client;
using Microsoft.Extensions.AI;

namespace Cairn.Extensions.AI;

/// <summary>One call of a model while it runs, and then what is recorded of it. Nothing here throws into the call.</summary>
internal sealed class RecordedCall
{
    private readonly CairnChatOptions _options;
    private readonly ChatClientMetadata? _metadata;
    private readonly ChatOptions? _asked;
    private readonly CairnCall _call;
    private readonly bool _streamed;
    private readonly long _started;
    private readonly string _spanId;
    private readonly string? _parentId;
    private readonly object? _input;
    private readonly List<ChatResponseUpdate> _updates = [];
    private TimeSpan? _toFirst;
    private bool _isFinished;
    private Exception? _failure;
    private ChatResponse? _response;
    private UsageDetails? _usage;
    private string? _model;
    private ChatFinishReason? _stop;

    public RecordedCall(
        CairnChatOptions options,
        ChatClientMetadata? metadata,
        ChatOptions? asked,
        IEnumerable<ChatMessage>? messages,
        bool streamed
    )
    {
        (_options, _metadata, _asked, _streamed) = (options, metadata, asked, streamed);
        var activity = Activity.Current;
        var given = Given(asked?.AdditionalProperties).Over(CairnCall.Current);
        _call = given with { TraceId = given.TraceId ?? activity?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString() };
        _spanId = ActivitySpanId.CreateRandom().ToHexString();
        _parentId = activity?.SpanId.ToHexString();
        _input = messages is null ? null : ChatContent.Of(messages, options.MaxContentCharacters);
        _started = options.TimeProvider.GetTimestamp();
    }

    public void Answered(ChatResponse response)
    {
        (_response, _usage, _model, _stop) = (response, response.Usage, response.ModelId, response.FinishReason);
        _isFinished = true;
    }

    public void Streamed(ChatResponseUpdate update)
    {
        _toFirst ??= _options.TimeProvider.GetElapsedTime(_started);
        _model = update.ModelId ?? _model;
        _stop = update.FinishReason ?? _stop;
        foreach (var usage in update.Contents.OfType<UsageContent>())
            (_usage ??= new UsageDetails()).Add(usage.Details);
        if (_options.Content)
            _updates.Add(update);
    }

    public void Finished() => _isFinished = true;

    public void Failed(Exception exception) => _failure = exception;

    public async ValueTask TrackAsync(CairnClient cairn)
    {
        try
        {
            await cairn.TrackAIRequestAsync(Request()).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The program's price list may throw anything; the call has ended well.
        catch (Exception)
#pragma warning restore CA1031
        {
            // An event less, and the program's answer whole.
        }
    }

    private AIRequest Request()
    {
        var model = _model ?? _asked?.ModelId ?? _metadata?.DefaultModelId ?? "unknown";
        return new AIRequest(_call.DistinctId ?? _options.DistinctId ?? _call.TraceId!, _metadata?.ProviderName ?? "unknown", model)
        {
            InputTokens = _usage?.InputTokenCount,
            OutputTokens = _usage?.OutputTokenCount,
            CacheReadTokens = _usage?.CachedInputTokenCount,
            ReasoningTokens = _usage?.ReasoningTokenCount,
            Latency = _options.TimeProvider.GetElapsedTime(_started),
            TimeToFirstToken = _toFirst,
            Streamed = _streamed,
            CostUsd = _usage is null ? null : _options.CostUsd?.Invoke(model, _usage),
            Error = Error(),
            StopReason = _stop?.Value,
            TraceId = _call.TraceId,
            SpanId = _spanId,
            ParentId = _parentId,
            SpanName = _call.SpanName,
            SessionId = _call.SessionId,
            Properties = Properties(),
        };
    }

    /// <summary>The kind of failure. Messages of exceptions may quote what was asked, and go along with content only.</summary>
    private string? Error() =>
        _failure switch
        {
            OperationCanceledException => "cancelled",
            not null => _options.Content ? $"{_failure.GetType().Name}: {_failure.Message}" : _failure.GetType().Name,
            null when !_isFinished => "abandoned",
            null => null,
        };

    private Dictionary<string, object?> Properties()
    {
        var properties = new Dictionary<string, object?>(_options.Properties, StringComparer.Ordinal);
        if (!_options.Content)
            return properties;
        properties["$ai_input"] = _input;
        properties["$ai_output_choices"] = ChatContent.Of(
            _response?.Messages ?? _updates.ToChatResponse().Messages,
            _options.MaxContentCharacters
        );
        return properties;
    }

    private static CairnCall Given(AdditionalPropertiesDictionary? properties) =>
        new()
        {
            DistinctId = Text(properties, CairnCall.DistinctIdName),
            SessionId = Text(properties, CairnCall.SessionIdName),
            TraceId = Text(properties, CairnCall.TraceIdName),
            SpanName = Text(properties, CairnCall.SpanNameName),
        };

    private static string? Text(AdditionalPropertiesDictionary? properties, string name) =>
        properties is not null && properties.TryGetValue(name, out var value) && value?.ToString() is { Length: > 0 } text ? text : null;
}
