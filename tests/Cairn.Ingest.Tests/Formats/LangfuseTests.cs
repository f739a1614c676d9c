using System.Text.Json.Nodes;

namespace Cairn.Ingest.Tests.Formats;

public sealed class LangfuseTests
{
    internal static readonly (string, string) Key = ("Authorization", "Basic eDpjd2tfdGVzdA=="); // x:cwk_test

    /// <summary>The first second of the clock of every test.</summary>
    internal static string At(int second) => $"2026-11-20T10:00:{second:D2}.000Z";

    internal static JsonObject Envelope(string id, string type, int second, JsonObject body) =>
        new()
        {
            ["id"] = id,
            ["type"] = type,
            ["timestamp"] = At(second),
            ["body"] = body,
        };

    private static JsonObject TraceOf(string user) =>
        Envelope(
            "e0",
            "trace-create",
            0,
            new()
            {
                ["id"] = "t1",
                ["name"] = "answer",
                ["userId"] = user,
                ["sessionId"] = "s1",
                ["output"] = "x",
            }
        );

    private static JsonObject Create(string id = "g1") =>
        Envelope(
            "e1-" + id,
            "generation-create",
            1,
            new()
            {
                ["id"] = id,
                ["traceId"] = "t1",
                ["parentObservationId"] = "p1",
                ["name"] = "draft",
                ["startTime"] = At(1),
                ["model"] = "gpt-4o",
                ["modelParameters"] = new JsonObject { ["temperature"] = 0.2 },
                ["input"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "hi" }),
                ["metadata"] = new JsonObject { ["ls_provider"] = "openai", ["team"] = "a" },
            }
        );

    private static JsonObject End(string id = "g1") =>
        Envelope(
            "e2-" + id,
            "generation-update",
            3,
            new()
            {
                ["id"] = id,
                ["traceId"] = "t1",
                ["endTime"] = At(3),
                ["completionStartTime"] = At(2),
                ["output"] = "hello",
                ["usage"] = new JsonObject
                {
                    ["input"] = 12,
                    ["output"] = 3,
                    ["unit"] = "TOKENS",
                },
                ["costDetails"] = new JsonObject
                {
                    ["input"] = 0.25,
                    ["output"] = 0.5,
                    ["total"] = 1,
                },
            }
        );

    [Theory]
    [InlineData("/api/public/ingestion")]
    [InlineData("/langfuse/api/public/ingestion")]
    public async Task Create_and_update_in_any_order_are_one_generation(string path)
    {
        await using var server = await FormatServer.StartAsync();

        var reply = await server.PostAsync(path, Batch(End(), Create(), TraceOf("ann")), Key);

        reply.Status.ShouldBe(207);
        reply.Text.ShouldBe(
            """{"successes":[{"id":"e2-g1","status":201},{"id":"e1-g1","status":201},{"id":"e0","status":201}],"errors":[]}"""
        );
        server.Stored().Select(e => e.Name).Order().ShouldBe(["$ai_generation", "$ai_trace"]);
        var e = server.Stored().Single(e => e.Name == "$ai_generation");
        (e.DistinctId, e.SessionId, e.TimeText(), e.Groups.Count).ShouldBe(("ann", "s1", At(1), 0));
        var expected = new Dictionary<string, string?>
        {
            ["$ai_trace_id"] = "t1",
            ["$ai_span_id"] = "g1",
            ["$ai_parent_id"] = "p1",
            ["$ai_span_name"] = "draft",
            ["$ai_session_id"] = "s1",
            ["$ai_model"] = "gpt-4o",
            ["$ai_provider"] = "openai",
            ["$ai_temperature"] = "0.2",
            ["$ai_input_tokens"] = "12",
            ["$ai_output_tokens"] = "3",
            ["$ai_total_cost_usd"] = "1",
            ["$ai_input_cost_usd"] = "0.25",
            ["$ai_latency"] = "2",
            ["$ai_time_to_first_token"] = "1",
            ["$ai_is_error"] = "false",
            ["$ai_input"] = """[{"role":"user","content":"hi"}]""",
            ["$ai_output_choices"] = "hello",
            ["metadata"] = """{"ls_provider":"openai","team":"a"}""",
        };
        expected.Keys.ToDictionary(k => k, k => e.Property(k)).ShouldBe(expected);
    }

    [Fact]
    public async Task Usage_is_read_in_every_shape()
    {
        await using var server = await FormatServer.StartAsync();
        (string Field, string Json)[] shapes =
        [
            ("usage", """{"promptTokens":10,"completionTokens":2,"totalTokens":12}"""),
            ("usage", """{"input":10,"output":2,"inputCost":0.25,"outputCost":0.5}"""),
            ("usageDetails", """{"input":10,"output":2,"cache_read_input_tokens":7}"""),
            ("usageDetails", """{"prompt_tokens":17,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":7}}"""),
        ];

        foreach (var (field, json) in shapes)
        {
            var create = Create("g" + server.Stored().Count);
            create["body"]![field] = JsonNode.Parse(json);
            await SendAsync(server, create);
        }

        server
            .Stored()
            .Select(e =>
                (
                    e.Property("$ai_input_tokens"),
                    e.Property("$ai_output_tokens"),
                    e.Property("$ai_cache_read_input_tokens"),
                    e.Property("$ai_total_cost_usd")
                )
            )
            .ShouldBe([("10", "2", null, null), ("10", "2", null, "0.75"), ("10", "2", "7", null), ("10", "2", "7", null)]);
    }

    [Fact]
    public async Task Spans_events_errors_and_scores_have_their_places()
    {
        await using var server = await FormatServer.StartAsync();
        JsonObject Body(string id, params (string Name, JsonNode Value)[] more)
        {
            var body = new JsonObject
            {
                ["id"] = id,
                ["traceId"] = "t1",
                ["startTime"] = At(1),
            };
            foreach (var (name, value) in more)
                body[name] = value;
            return body;
        }

        await SendAsync(
            server,
            Envelope("a", "span-create", 1, Body("s1", ("endTime", At(2)), ("input", "q"), ("level", "ERROR"), ("statusMessage", "no"))),
            Envelope("b", "event-create", 1, Body("s2", ("name", "clicked"))),
            Envelope("c", "observation-create", 1, Body("s3", ("type", "EMBEDDING"), ("endTime", At(2)))),
            Envelope("d", "score-create", 2, Body("s4", ("observationId", "s1"), ("name", "helpful"), ("value", 0.5), ("comment", "meh"))),
            Envelope("f", "sdk-log", 2, new() { ["log"] = "x" }),
            TraceOf("ann")
        );

        var stored = server.Stored().OrderBy(e => e.Property("$source_event"), StringComparer.Ordinal).ToList();
        stored
            .Select(e => $"{e.Name} {e.DistinctId}")
            .ShouldBe(["$ai_embedding ann", "$ai_span ann", "$ai_feedback ann", "$ai_span ann", "$ai_trace ann"]);
        var (score, span) = (stored[2], stored[3]);
        (score.Property("$ai_metric_name"), score.Property("$ai_metric_value"), score.Property("$ai_feedback_text")).ShouldBe(
            ("helpful", "0.5", "meh")
        );
        (score.Property("$ai_trace_id"), score.Property("$ai_span_id")).ShouldBe(("t1", "s1"));
        (span.Property("$ai_is_error"), span.Property("$ai_error"), span.Property("$ai_input_state")).ShouldBe(("true", "no", "q"));
    }

    [Fact]
    public async Task What_is_sent_again_is_stored_once_and_a_late_update_changes_nothing()
    {
        await using var server = await FormatServer.StartAsync();

        for (var i = 0; i < 3; i++)
            await SendAsync(server, Create(), End());
        await SendAsync(
            server,
            Envelope(
                "e9",
                "generation-update",
                9,
                new()
                {
                    ["id"] = "g1",
                    ["traceId"] = "t1",
                    ["model"] = "other",
                }
            )
        );

        server.Stored().ShouldHaveSingleItem().Property("$ai_model").ShouldBe("gpt-4o");
        server.Parts.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_key_and_a_wrong_body_are_refused_in_JSON()
    {
        await using var server = await FormatServer.StartAsync(eventsPerSecond: 1);

        (await server.PostAsync("/api/public/ingestion", Batch(Create()), ("Authorization", "Basic eDp5"))).Status.ShouldBe(401);
        (await server.PostAsync("/api/public/ingestion", new { events = 1 }, Key)).Status.ShouldBe(400);
        (await server.PostAsync("/api/public/ingestion", Batch(), Key)).Text.ShouldBe("""{"successes":[],"errors":[]}""");
        await SendAsync(server, Create(), End());
        var busy = await server.PostAsync("/api/public/ingestion", Batch(Create("g2"), End("g2")), Key);
        (busy.Status, busy.Headers.ContainsKey("Retry-After")).ShouldBe((503, true));
    }

    internal static JsonObject Batch(params JsonObject[] envelopes) =>
        new()
        {
            ["batch"] = new JsonArray([.. envelopes.Select(e => e.DeepClone())]),
            ["metadata"] = new JsonObject { ["sdk_name"] = "x" },
        };

    internal static async Task SendAsync(FormatServer server, params JsonObject[] envelopes) =>
        (await server.PostAsync("/api/public/ingestion", Batch(envelopes), Key)).Status.ShouldBe(207);
}
