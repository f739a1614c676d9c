using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Client.Tests.Support;

namespace Cairn.Client.Tests;

/// <summary>What each call sends.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private StandIn _server = null!;

    public async Task InitializeAsync() => _server = await StandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_event_carries_all_that_was_said()
    {
        var id = Guid.NewGuid();
        var sent = await SentAsync(client =>
            client.TrackAsync(
                new CairnEvent("purchase", "user-1")
                {
                    Id = id,
                    Timestamp = new DateTimeOffset(2026, 11, 19, 9, 0, 0, TimeSpan.FromHours(1)),
                    SessionId = "session-1",
                    Groups = new Dictionary<string, string> { ["company"] = "acme" },
                    Properties = new { amount = 99.99m },
                    Set = new { plan = "pro" },
                    SetOnce = new { source = "hn" },
                }
            )
        );
        Text(sent)
            .ShouldBe(
                $$$"""{"id":"{{{id}}}","event":"purchase","distinct_id":"user-1","timestamp":"2026-11-19T08:00:00Z","session_id":"session-1","groups":{"company":"acme"},"properties":{"amount":99.99},"set":{"plan":"pro"},"set_once":{"source":"hn"}}"""
            );
    }

    [Fact]
    public async Task What_is_not_said_is_filled_in()
    {
        var sent = await SentAsync(client => client.TrackAsync("click", "user-1"));
        sent.GetProperty("id").GetGuid().Version.ShouldBe(7);
        sent.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(_time.GetUtcNow());
        sent.GetProperty("properties").GetProperty("$lib").GetString().ShouldBe("cairn-dotnet");
        sent.GetProperty("properties").GetProperty("$lib_version").GetString().ShouldBe("0.1.0");
    }

    public static TheoryData<object, string> Shapes =>
        new()
        {
            { new { b = 1, a = "x" }, """{"b":1,"a":"x"}""" },
            {
                new Dictionary<string, object?>
                {
                    ["n"] = null,
                    ["d"] = 1.5,
                    ["l"] = new[] { 1, 2 },
                },
                """{"n":null,"d":1.5,"l":[1,2]}"""
            },
            {
                new Dictionary<string, string> { ["ä"] = "ö" },
                """{"ä":"ö"}"""
            },
            {
                new JsonObject { ["deep"] = new JsonObject { ["er"] = true } },
                """{"deep":{"er":true}}"""
            },
            { JsonDocument.Parse("""{"x":1}""").RootElement, """{"x":1}""" },
            { new Plan("Pro", DayOfWeek.Friday), """{"Name":"Pro","Day":"Friday"}""" },
            {
                new Dictionary<string, object?> { ["day"] = DayOfWeek.Friday, ["nan"] = double.NaN },
                """{"day":"Friday","nan":"NaN"}"""
            },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Properties_may_be_whatever_becomes_an_object(object properties, string json) =>
        Text((await SentAsync(client => client.TrackAsync("click", "user-1", properties))).GetProperty("properties")).ShouldBe(json);

    [Fact]
    public async Task Half_a_character_sinks_nothing()
    {
        var sent = await SentAsync(client => client.TrackAsync("click", "user-1", new { text = "a\ud800b" }));
        sent.GetProperty("properties").GetProperty("text").GetString().ShouldBe("a\ufffdb");
    }

    [Fact]
    public async Task Properties_of_every_event_yield_to_the_events_own()
    {
        var sent = await SentAsync(
            client => client.TrackAsync("click", "user-1", new { stage = "test" }),
            options => options.Properties = new Dictionary<string, object?> { ["stage"] = "live", ["region"] = "eu" }
        );
        sent.GetProperty("properties").GetProperty("stage").GetString().ShouldBe("test");
        sent.GetProperty("properties").GetProperty("region").GetString().ShouldBe("eu");
    }

    [Fact]
    public async Task A_model_call_has_the_names_that_posthog_documents()
    {
        var sent = await SentAsync(client =>
            client.TrackAIRequestAsync(
                new AIRequest("user-1", "openai", "gpt-5-mini")
                {
                    InputTokens = 820,
                    OutputTokens = 140,
                    CacheReadTokens = 512,
                    CacheWriteTokens = 0,
                    ReasoningTokens = 64,
                    Latency = TimeSpan.FromMilliseconds(1400),
                    TimeToFirstToken = TimeSpan.FromMilliseconds(250),
                    Streamed = true,
                    CostUsd = 0.0021m,
                    HttpStatus = 200,
                    StopReason = "stop",
                    TraceId = "trace-1",
                    SpanId = "span-2",
                    ParentId = "span-1",
                    SpanName = "summarise",
                    SessionId = "session-1",
                    Properties = new { tenant = "acme" },
                }
            )
        );
        sent.GetProperty("event").GetString().ShouldBe("$ai_generation");
        sent.GetProperty("session_id").GetString().ShouldBe("session-1");
        Text(sent.GetProperty("properties"))
            .ShouldBe(
                """{"tenant":"acme","$ai_provider":"openai","$ai_model":"gpt-5-mini","$ai_input_tokens":820,"$ai_output_tokens":140,"$ai_cache_read_input_tokens":512,"$ai_cache_creation_input_tokens":0,"$ai_reasoning_tokens":64,"$ai_latency":1.4,"$ai_time_to_first_token":0.25,"$ai_stream":true,"$ai_total_cost_usd":0.0021,"$ai_is_error":false,"$ai_http_status":200,"$ai_stop_reason":"stop","$ai_trace_id":"trace-1","$ai_span_id":"span-2","$ai_parent_id":"span-1","$ai_span_name":"summarise","$ai_session_id":"session-1"}"""
            );
    }

    [Fact]
    public async Task A_failed_model_call_says_so()
    {
        var sent = await SentAsync(client =>
            client.TrackAIRequestAsync(new AIRequest("user-1", "openai", "gpt-5-mini") { Error = "rate limited" })
        );
        Text(sent.GetProperty("properties"))
            .ShouldBe("""{"$ai_provider":"openai","$ai_model":"gpt-5-mini","$ai_is_error":true,"$ai_error":"rate limited"}""");
    }

    [Fact]
    public async Task Every_typed_call_sends_its_event()
    {
        await using var client = new CairnClient(_server.Options(o => o.TimeProvider = _time));
        await client.TrackAIFeedbackAsync(new AIFeedback("user-1", "trace-1") { Positive = true, Text = "Good." });
        await client.TrackFeatureAsync("csv_export", "user-1", new { rows = 3 });
        await client.TrackPageViewAsync("user-1", "https://example.com/a", "https://example.org/", "A");
        await client.IdentifyAsync("user-1", "anon-9", set: new { plan = "pro" });
        await client.AliasAsync("user-1", "old-7");
        await client.GroupAsync("company", "acme", new { seats = 40 });
        await client.SetAsync("user-1", new { plan = "team" }, new { first = "pro" });
        await client.FlushAsync();
        _server
            .Events.Select(e => $"{e.GetProperty("event")} {e.GetProperty("distinct_id")} {Text(e.GetProperty("properties"))}")
            .ShouldBe([
                """$ai_feedback user-1 {"$ai_trace_id":"trace-1","$ai_feedback_positive":true,"$ai_feedback_text":"Good."}""",
                """feature_used user-1 {"rows":3,"feature":"csv_export"}""",
                """$pageview user-1 {"url":"https://example.com/a","referrer":"https://example.org/","title":"A"}""",
                """$identify user-1 {"$anon_distinct_id":"anon-9"}""",
                """$alias user-1 {"alias":"old-7"}""",
                """$group $company_acme {"$group_type":"company","$group_key":"acme","$group_set":{"seats":40}}""",
                """$set user-1 {}""",
            ]);
        Text(_server.Events.Last().GetProperty("set")).ShouldBe("""{"plan":"team"}""");
    }

    private async Task<JsonElement> SentAsync(Func<CairnClient, ValueTask<bool>> track, Action<CairnClientOptions>? change = null)
    {
        await using var client = new CairnClient(
            _server.Options(o =>
            {
                o.TimeProvider = _time;
                change?.Invoke(o);
            })
        );
        (await track(client)).ShouldBeTrue();
        await client.FlushAsync();
        return _server.Events.ShouldHaveSingleItem();
    }

    /// <summary>Without what every event carries of the library.</summary>
    private static string Text(JsonElement json) =>
        json.GetRawText()
            .Replace("\"$lib\":\"cairn-dotnet\",\"$lib_version\":\"0.1.0\",", "")
            .Replace("\"$lib\":\"cairn-dotnet\",\"$lib_version\":\"0.1.0\"", "");

    private sealed record Plan(string Name, DayOfWeek Day);
}
