using System.Diagnostics;
using System.Text.Json;
using Cairn.Client.Tests.Support;
using Cairn.Extensions.AI;
using Microsoft.Extensions.AI;

namespace Cairn.Client.Tests.AI;

public sealed class ChatTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private StandIn _server = null!;
    private CairnClient _cairn = null!;

    public async Task InitializeAsync()
    {
        _server = await StandIn.StartAsync();
        _cairn = new CairnClient(_server.Options());
    }

    public async Task DisposeAsync()
    {
        await _cairn.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_call_is_recorded_and_its_answer_untouched()
    {
        using var chat = Chat(new Parrot { Before = Takes(1400) });
        (await chat.GetResponseAsync("a secret question", For("user-1"))).Text.ShouldBe("Heard 1: a secret answer.");
        var sent = await SentAsync();
        sent.GetProperty("event").GetString().ShouldBe("$ai_generation");
        sent.GetProperty("distinct_id").GetString().ShouldBe("user-1");
        sent.GetProperty("session_id").GetString().ShouldBe("session-1");
        sent.GetRawText().ShouldNotContain("secret");
        var properties = sent.GetProperty("properties");
        Without(properties, "$ai_span_id")
            .ShouldBe(
                """
                "$ai_provider":"aviary","$ai_model":"parrot-2","$ai_input_tokens":820,"$ai_output_tokens":140,"$ai_cache_read_input_tokens":512,"$ai_reasoning_tokens":64,"$ai_latency":1.4,"$ai_stream":false,"$ai_is_error":false,"$ai_stop_reason":"stop","$ai_trace_id":"trace-1","$ai_session_id":"session-1"
                """
            );
    }

    [Fact]
    public async Task A_stream_is_recorded_with_its_usage_and_the_time_to_its_first_piece()
    {
        using var chat = Chat(new Parrot { Before = Takes(250), BetweenUpdates = Takes(1000) });
        var text = "";
        await foreach (var update in chat.GetStreamingResponseAsync("a secret question", For("user-1")))
            text += update.Text;
        text.ShouldBe("A secret answer.");
        var properties = (await SentAsync()).GetProperty("properties");
        properties.GetProperty("$ai_time_to_first_token").GetDouble().ShouldBe(0.25);
        properties.GetProperty("$ai_latency").GetDouble().ShouldBe(1.25);
        properties.GetProperty("$ai_stream").GetBoolean().ShouldBeTrue();
        properties.GetProperty("$ai_input_tokens").GetInt64().ShouldBe(820);
        properties.GetProperty("$ai_model").GetString().ShouldBe("parrot-2");
        properties.GetProperty("$ai_is_error").GetBoolean().ShouldBeFalse();
        properties.GetRawText().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_is_recorded_by_its_kind_and_goes_on(bool streamed)
    {
        var fault = new HttpRequestException("secret");
        using var chat = Chat(new Parrot { Fault = fault });
        var thrown = await Should.ThrowAsync<HttpRequestException>(streamed ? ReadAsync(chat) : chat.GetResponseAsync("?", For("user-1")));
        thrown.ShouldBeSameAs(fault);
        var sent = await SentAsync();
        sent.GetProperty("properties").GetProperty("$ai_is_error").GetBoolean().ShouldBeTrue();
        sent.GetProperty("properties").GetProperty("$ai_error").GetString().ShouldBe("HttpRequestException");
        sent.GetRawText().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_call_is_recorded_as_that(bool streamed)
    {
        using var cancelled = new CancellationTokenSource();
        using var chat = Chat(new Parrot { Before = () => cancelled.CancelAsync() });
        await Should.ThrowAsync<OperationCanceledException>(
            streamed ? ReadAsync(chat, cancelled.Token) : chat.GetResponseAsync("?", For("user-1"), cancelled.Token)
        );
        (await SentAsync()).GetProperty("properties").GetProperty("$ai_error").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_to_its_end_is_recorded_as_that()
    {
        using var chat = Chat(new Parrot());
        await foreach (var _ in chat.GetStreamingResponseAsync("?", For("user-1")))
            break;
        (await SentAsync()).GetProperty("properties").GetProperty("$ai_error").GetString().ShouldBe("abandoned");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_goes_along_when_asked(bool streamed)
    {
        using var chat = Chat(new Parrot(), options => (options.Content, options.MaxContentCharacters) = (true, 8));
        if (streamed)
            await ReadAsync(chat);
        else
            await chat.GetResponseAsync(Once(), For("user-1"));
        var properties = (await SentAsync()).GetProperty("properties");
        properties.GetProperty("$ai_input").GetRawText().ShouldBe("""[{"role":"user","content":"a secret"}]""");
        properties
            .GetProperty("$ai_output_choices")
            .GetRawText()
            .ShouldBe($$"""[{"role":"assistant","content":"{{(streamed ? "A secret" : "Heard 1:")}}"}]""");
    }

    [Fact]
    public async Task Whose_it_is_may_be_said_around_it_and_the_trace_comes_from_the_activity()
    {
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var chat = Chat(new Parrot());
        using (CairnCall.Begin(new CairnCall { DistinctId = "user-1", SessionId = "session-1" }))
        using (CairnCall.Begin(new CairnCall { SpanName = "summarise", SessionId = "session-2" }))
            await chat.GetResponseAsync("?");
        CairnCall.Current.ShouldBeNull();
        var sent = await SentAsync();
        sent.GetProperty("distinct_id").GetString().ShouldBe("user-1");
        sent.GetProperty("session_id").GetString().ShouldBe("session-2");
        var properties = sent.GetProperty("properties");
        properties.GetProperty("$ai_span_name").GetString().ShouldBe("summarise");
        properties.GetProperty("$ai_trace_id").GetString().ShouldBe(activity.TraceId.ToHexString());
        properties.GetProperty("$ai_parent_id").GetString().ShouldBe(activity.SpanId.ToHexString());
    }

    [Fact]
    public async Task Nobody_known_is_the_trace_and_a_price_list_may_fail()
    {
        using var chat = Chat(
            new Parrot(),
            options => options.CostUsd = (model, usage) => model == "parrot-2" ? usage.OutputTokenCount * 0.001m : null
        );
        await chat.GetResponseAsync("?");
        var sent = await SentAsync();
        sent.GetProperty("distinct_id").GetString().ShouldBe(sent.GetProperty("properties").GetProperty("$ai_trace_id").GetString());
        sent.GetProperty("properties").GetProperty("$ai_total_cost_usd").GetDecimal().ShouldBe(0.14m);
        using var failing = Chat(new Parrot(), options => options.CostUsd = (_, _) => throw new NotSupportedException());
        (await failing.GetResponseAsync("?")).Text.ShouldNotBeEmpty();
    }

    private IChatClient Chat(Parrot parrot, Action<CairnChatOptions>? change = null) =>
        parrot.UseCairn(
            _cairn,
            options =>
            {
                options.TimeProvider = _time;
                change?.Invoke(options);
            }
        );

    private static ChatOptions For(string user) =>
        new()
        {
            AdditionalProperties = new()
            {
                [CairnCall.DistinctIdName] = user,
                [CairnCall.SessionIdName] = "session-1",
                [CairnCall.TraceIdName] = "trace-1",
            },
        };

    private static async Task ReadAsync(IChatClient chat, CancellationToken cancellationToken = default)
    {
        await foreach (var _ in chat.GetStreamingResponseAsync("a secret question", For("user-1"), cancellationToken)) { }
    }

    /// <summary>May be read once only.</summary>
    private static IEnumerable<ChatMessage> Once()
    {
        yield return new ChatMessage(ChatRole.User, "a secret question");
    }

    private Func<Task> Takes(int milliseconds) =>
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            return Task.CompletedTask;
        };

    private async Task<JsonElement> SentAsync()
    {
        await _cairn.FlushAsync();
        return _server.Events.ShouldHaveSingleItem();
    }

    private static string Without(JsonElement properties, string name) =>
        string.Join(
            ',',
            properties
                .EnumerateObject()
                .Where(property => property.Name != name && !property.Name.StartsWith("$lib", StringComparison.Ordinal))
                .Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}")
        );
}
