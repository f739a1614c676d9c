using System.IO.Compression;
using System.Text;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

public sealed class OtlpTests
{
    private const string Binary = "application/x-protobuf";
    private static readonly string _trace = "5b8efff798038103d269b633813fc60c";
    private static readonly string _span = "eee19b7ec3c1b174";
    private static readonly (string, string) _key = ("Authorization", "Bearer " + Door.Key);

    private static GivenSpan Call(params (string Name, object Value)[] attributes) =>
        new(_trace, _span, "eee19b7ec3c1b173") { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) };

    private static readonly (string, object)[] _full =
    [
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", "openai"),
        ("gen_ai.request.model", "gpt-4o"),
        ("gen_ai.response.model", "gpt-4o-2024-08-06"),
        ("gen_ai.usage.input_tokens", 1200),
        ("gen_ai.usage.output_tokens", 80),
        ("gen_ai.usage.cache_read.input_tokens", 900),
        ("gen_ai.usage.cache_creation.input_tokens", 100),
        ("gen_ai.usage.reasoning.output_tokens", 30),
        ("gen_ai.usage.cost", 0.0125),
        ("gen_ai.request.temperature", 0.5),
        ("gen_ai.response.finish_reasons", new object[] { "stop" }),
        ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]"""),
        ("gen_ai.output.messages", "hello"),
        ("feature", new Dictionary<string, object> { ["name"] = "search", ["beta"] = true }),
        ("user.id", "ann"),
        ("session.id", "s-1"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_of_a_model_becomes_a_generation_in_either_encoding(bool isBinary)
    {
        await using var server = await FormatServer.StartAsync();
        var span = Call(_full);

        var reply = await SendAsync(server, isBinary, span);

        (reply.Status, reply.Text, reply.Type).ShouldBe(
            isBinary ? (200, "", Binary) : (200, """{"partialSuccess":{}}""", "application/json")
        );
        var e = server.Stored().ShouldHaveSingleItem();
        (e.Name, e.DistinctId, e.SessionId, e.TimeText()).ShouldBe(("$ai_generation", "ann", "s-1", "2026-11-20T10:00:00.000Z"));
        var expected = new Dictionary<string, string?>
        {
            ["$ai_trace_id"] = _trace,
            ["$ai_span_id"] = _span,
            ["$ai_parent_id"] = "eee19b7ec3c1b173",
            ["$ai_span_name"] = "chat gpt-4o",
            ["$ai_session_id"] = "s-1",
            ["$ai_provider"] = "openai",
            ["$ai_model"] = "gpt-4o-2024-08-06",
            ["$ai_input_tokens"] = "200", // the convention counts cached ones among them
            ["$ai_output_tokens"] = "80",
            ["$ai_cache_read_input_tokens"] = "900",
            ["$ai_cache_creation_input_tokens"] = "100",
            ["$ai_reasoning_tokens"] = "30",
            ["$ai_total_cost_usd"] = "0.0125",
            ["$ai_latency"] = "1.5",
            ["$ai_is_error"] = "false",
            ["$ai_temperature"] = "0.5",
            ["$ai_input"] = """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]""",
            ["$ai_output_choices"] = "hello",
            ["gen_ai.request.model"] = "gpt-4o",
            ["gen_ai.response.finish_reasons"] = """["stop"]""",
            ["feature"] = """{"name":"search","beta":true}""",
            ["service.name"] = "shop",
            ["$source_event"] = "chat gpt-4o",
            ["user.id"] = null,
            ["gen_ai.usage.input_tokens"] = null,
        };
        expected.Keys.ToDictionary(k => k, k => e.Property(k)).ShouldBe(expected);
    }

    [Fact]
    public async Task Numbers_may_be_texts_and_ids_upper_case_or_base64()
    {
        await using var server = await FormatServer.StartAsync();
        string Body(string trace, string span) =>
            $$$"""
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{trace}}}","spanId":"{{{span}}}","name":"n","startTimeUnixNano":1795168800000000000,"endTimeUnixNano":"1795168800250000000",
                 "attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.usage.prompt_tokens","value":{"intValue":"12"}}]}]}]}]}
                """;

        await server.PostTextAsync("/v1/traces", Body(_trace.ToUpperInvariant(), _span.ToUpperInvariant()), "application/json", _key);
        await server.PostTextAsync(
            "/v1/traces",
            Body(Convert.ToBase64String(Convert.FromHexString(_trace)), Convert.ToBase64String(Convert.FromHexString(_span))),
            "application/json",
            _key
        );

        var e = server.Stored().ShouldHaveSingleItem(); // the same span, so the same event
        (e.Name, e.DistinctId, e.Property("$ai_input_tokens"), e.Property("$ai_latency")).ShouldBe(
            ("$ai_generation", _trace, "12", "0.25")
        );
    }

    [Theory]
    [InlineData("gen_ai.operation.name", "chat", "$ai_generation")]
    [InlineData("gen_ai.operation.name", "text_completion", "$ai_generation")]
    [InlineData("gen_ai.operation.name", "generate_content", "$ai_generation")]
    [InlineData("gen_ai.operation.name", "embeddings", "$ai_embedding")]
    [InlineData("gen_ai.operation.name", "execute_tool", "$ai_span")]
    [InlineData("gen_ai.operation.name", "invoke_agent", "$ai_span")]
    [InlineData("gen_ai.request.model", "m", "$ai_generation")]
    [InlineData("gen_ai.system", "openai", "$ai_span")]
    [InlineData("llm.request.type", "chat", "$ai_generation")]
    [InlineData("langfuse.observation.type", "generation", "$ai_generation")]
    [InlineData("langfuse.observation.type", "embedding", "$ai_embedding")]
    [InlineData("langfuse.observation.type", "tool", "$ai_span")]
    [InlineData("http.route", "/", null)]
    public async Task Spans_are_told_apart_by_their_attributes(string attribute, string value, string? name)
    {
        await using var server = await FormatServer.StartAsync();

        (await SendAsync(server, isBinary: true, Call((attribute, value)))).Status.ShouldBe(200);

        server.Stored().Select(e => e.Name).ShouldBe(name is null ? [] : [name]);
    }

    [Fact]
    public async Task A_failed_call_says_why()
    {
        await using var server = await FormatServer.StartAsync();

        await SendAsync(server, isBinary: true, Call(("gen_ai.request.model", "m")) with { Status = (2, "rate limited") });

        var e = server.Stored().ShouldHaveSingleItem();
        (e.Property("$ai_is_error"), e.Property("$ai_error")).ShouldBe(("true", "rate limited"));
    }

    [Fact]
    public async Task Langfuses_attributes_are_read()
    {
        await using var server = await FormatServer.StartAsync();
        var span = Call(
            ("langfuse.observation.type", "generation"),
            ("langfuse.observation.model.name", "claude-x"),
            ("langfuse.observation.usage_details", """{"input":10,"output":4,"cache_read_input_tokens":90,"total":104}"""),
            ("langfuse.observation.cost_details", """{"input":0.25,"output":0.5}"""),
            ("langfuse.observation.input", """{"q":1}"""),
            ("langfuse.observation.output", "a"),
            ("langfuse.observation.level", "ERROR"),
            ("langfuse.observation.status_message", "broken"),
            ("langfuse.trace.tags", new object[] { "x", "y" })
        );

        (
            await server.PostAsync(
                "/api/public/otel/v1/traces",
                GivenSpan.Json(span),
                ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("pk-lf-1:" + Door.Key)))
            )
        ).Status.ShouldBe(200);

        var e = server.Stored().ShouldHaveSingleItem();
        string?[] got =
        [
            e.Property("$ai_model"),
            e.Property("$ai_input_tokens"),
            e.Property("$ai_cache_read_input_tokens"),
            e.Property("$ai_total_cost_usd"),
            e.Property("$ai_input"),
            e.Property("$ai_output_choices"),
            e.Property("$ai_is_error"),
            e.Property("$ai_error"),
            e.Property("langfuse.trace.tags"),
        ];
        got.ShouldBe(["claude-x", "10", "90", "0.75", """{"q":1}""", "a", "true", "broken", """["x","y"]"""]);
    }

    [Fact]
    public async Task Content_is_cut_and_deep_content_is_kept_as_text()
    {
        await using var server = await FormatServer.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 30)) + string.Concat(Enumerable.Repeat("]", 30));

        await SendAsync(
            server,
            isBinary: false,
            Call(("gen_ai.request.model", "m"), ("gen_ai.prompt", new string('x', 100_000)), ("gen_ai.completion", deep))
        );

        var e = server.Stored().ShouldHaveSingleItem();
        e.Property("$ai_input")!.ShouldEndWith("… [cut: 100000 characters]");
        e.Property("$ai_input")!.Length.ShouldBeLessThan(33_000);
        e.Property("$ai_output_choices").ShouldBe(deep);
    }

    [Theory]
    [InlineData("Authorization", "Bearer cwk_test")]
    [InlineData("authorization", "cwk_test")]
    [InlineData("x-api-key", "cwk_test")]
    [InlineData("Authorization", "Basic Y3drX3Rlc3Q6eA==")] // cwk_test:x
    [InlineData("Authorization", "Basic eDpjd2tfdGVzdA==")] // x:cwk_test
    public async Task The_key_may_come_in_any_header(string name, string value)
    {
        await using var server = await FormatServer.StartAsync();

        foreach (var path in new[] { "/v1/traces", "/otel/v1/traces", "/langfuse/api/public/otel/v1/traces" })
            (await server.PostAsync(path, GivenSpan.Json(Call(_full)), (name, value))).Status.ShouldBe(200);

        server.Stored().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refusals_come_in_the_encoding_of_the_request_and_are_never_500()
    {
        await using var server = await FormatServer.StartAsync(eventsPerSecond: 1);
        var body = GivenSpan.ProtobufBody(Call(_full));

        var unknown = await server.PostAsync("/v1/traces", body, Binary, ("Authorization", "Bearer nobody"));
        (unknown.Status, unknown.Type).ShouldBe((401, Binary));
        unknown.Text.ShouldContain("The write key is not known.");
        (await server.PostAsync("/v1/traces", [.. "\n\u00ff"u8, 1], Binary, _key)).Status.ShouldBe(400);
        (await server.PostTextAsync("/v1/traces", "{\"resourceSpans\":", "application/json", _key)).Status.ShouldBe(400);
        (await server.PostTextAsync("/v1/traces", "[]", "application/json", _key)).Status.ShouldBe(400);
        var other = GivenSpan.ProtobufBody(Call(_full) with { Id = GivenSpan.SpanId(7) });
        (await server.PostAsync("/v1/traces", body, Binary, _key)).Status.ShouldBe(200);
        var busy = await server.PostAsync("/v1/traces", other, Binary, _key);
        (busy.Status, busy.Type, busy.Headers["Retry-After"]).ShouldBe((503, Binary, "1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refused_spans_are_told_and_the_others_stored(bool isBinary)
    {
        await using var server = await FormatServer.StartAsync();
        var early = Call(_full) with { Start = 1, End = 2, Id = GivenSpan.SpanId(9) };

        var reply = await SendAsync(server, isBinary, Call(_full), early);

        reply.Status.ShouldBe(200);
        if (isBinary)
            reply.Body[..4].ShouldBe([0x0A, (byte)(reply.Body.Length - 2), 0x08, 1], reply.Text);
        else
            reply.Json.GetProperty("partialSuccess").GetProperty("rejectedSpans").GetString().ShouldBe("1");
        reply.Text.ShouldContain("timestamp lies before the year 2000");
        server.Stored().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Packed_and_empty_requests_are_taken()
    {
        await using var server = await FormatServer.StartAsync();

        (
            await server.PostAsync("/v1/traces", Gzip(GivenSpan.ProtobufBody(Call(_full))), Binary, ("Content-Encoding", "gzip"), _key)
        ).Status.ShouldBe(200);
        (await server.PostAsync("/v1/traces", [], Binary, _key)).Status.ShouldBe(200);
        (await server.PostTextAsync("/v1/traces", "{}", "application/json", _key)).Text.ShouldBe("""{"partialSuccess":{}}""");

        server.Stored().Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_cut_or_flipped_protobuf_is_more_than_a_refusal()
    {
        await using var server = await FormatServer.StartAsync();
        var body = GivenSpan.ProtobufBody(Call(_full));
        var random = new Random(6);

        for (var i = 0; i < 100; i++)
        {
            var broken = body[..random.Next(1, body.Length)];
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var status = (await server.PostAsync("/v1/traces", broken, Binary, _key)).Status;
            status.ShouldBeOneOf(200, 400);
        }
    }

    private static Task<FormatReply> SendAsync(FormatServer server, bool isBinary, params GivenSpan[] spans) =>
        isBinary
            ? server.PostAsync("/v1/traces", GivenSpan.ProtobufBody(spans), Binary, _key)
            : server.PostAsync("/v1/traces", GivenSpan.Json(spans), _key);

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionMode.Compress))
            gzip.Write(bytes);
        return output.ToArray();
    }
}
