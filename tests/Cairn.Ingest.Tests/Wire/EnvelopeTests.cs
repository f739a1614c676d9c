using System.Text;

namespace Cairn.Ingest.Tests.Wire;

public sealed class EnvelopeTests
{
    private const string One = """{"event":"a","distinct_id":"u"}""";

    [Theory]
    [InlineData(One, 1)]
    [InlineData($"[{One},{One}]", 2)]
    [InlineData($$"""{"events":[{{One}},{{One}},{{One}}]}""", 3)]
    [InlineData("[]", 0)]
    [InlineData($"\uFEFF[{One}]", 1)]
    public async Task A_body_is_one_event_an_array_or_an_envelope(string body, int accepted)
    {
        await using var door = new Door();

        var reply = await door.PostAsync(body);

        reply.Status.ShouldBe(200);
        reply.Accepted.ShouldBe(accepted);
        reply.Rejected.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("[{}")]
    public async Task A_body_that_is_no_json_or_no_event_is_400(string body)
    {
        await using var door = new Door();

        var reply = await door.PostAsync(body);

        reply.Status.ShouldBe(400);
        reply.Code.ShouldBe("invalid_json");
    }

    [Fact]
    public async Task Broken_lines_of_ndjson_are_refused_alone()
    {
        await using var door = new Door();

        var reply = await door.PostAsync($"{One}\r\n\n{{broken\n[1]\n  {One}  \n", "application/x-ndjson; charset=utf-8");

        reply.Accepted.ShouldBe(2);
        reply.Rejected.ShouldBe(["1:invalid_json", "2:not_an_object"]);
    }

    [Fact]
    public async Task Ndjson_without_any_json_is_400()
    {
        await using var door = new Door();

        (await door.PostAsync("{broken\nworse", "application/x-ndjson")).Status.ShouldBe(400);
        (await door.PostAsync("\n\n", "application/x-ndjson")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_bad_event_never_sinks_its_batch()
    {
        await using var door = new Door();

        var reply = await door.PostAsync(
            $$"""[{{One}},{"distinct_id":"u"},7,{"event":"a"},{"event":"a","distinct_id":"u","timestamp":"soon"},{{One}}]"""
        );

        reply.Accepted.ShouldBe(2);
        reply.Rejected.ShouldBe(["1:invalid_event", "2:not_an_object", "3:invalid_distinct_id", "4:invalid_timestamp"]);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(200_000)]
    public async Task An_event_nested_very_deep_does_not_sink_its_neighbours(int depth)
    {
        await using var door = new Door();
        var deep = new string('[', depth) + new string(']', depth);
        var body =
            $$$"""[{{{One}}},{"event":"b","distinct_id":"u","properties":{"x":{{{deep}}}}},{"event":"c","distinct_id":"u","x":{{{deep}}}},{{{One}}}]""";

        var reply = await door.PostAsync(body);

        reply.Status.ShouldBe(200);
        reply.Accepted.ShouldBe(2);
        reply.Rejected.ShouldBe(["1:event_too_deep", "2:event_too_deep"]);
    }

    [Fact]
    public async Task An_event_that_is_not_utf8_is_refused_alone()
    {
        await using var door = new Door();
        var body = Encoding.Latin1.GetBytes($$"""[{"event":"é","distinct_id":"u"},{{One}}]""");

        var reply = await door.PostAsync(body);

        reply.Accepted.ShouldBe(1);
        reply.Rejected.ShouldBe(["0:invalid_utf8"]);
    }

    [Theory]
    [InlineData($$"""{"api_key":"cwk_test","events":[{{One}}]}""", "application/json")]
    [InlineData("""{"api_key":"cwk_test","event":"a","distinct_id":"u"}""", "application/json")]
    [InlineData("""[{"api_key":"cwk_test","event":"a","distinct_id":"u"}]""", "application/json")]
    [InlineData("""{"api_key":"cwk_test","event":"a","distinct_id":"u"}""", "application/x-ndjson")]
    public async Task The_key_may_come_in_the_body(string body, string type)
    {
        await using var door = new Door();

        (await door.PostAsync(body, type, key: null)).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_the_answer_is_401()
    {
        await using var door = new Door();

        (await door.PostAsync(One, key: null)).Code.ShouldBe("missing_key");
        var wrong = await door.PostAsync(One, key: "cwk_other");
        wrong.Status.ShouldBe(401);
        wrong.Code.ShouldBe("unknown_key");
        (await door.PostAsync("""{"api_key":"cwk_other","events":[]}""", key: null)).Code.ShouldBe("unknown_key");
        door.Stored().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_envelopes_sent_at_corrects_every_event()
    {
        await using var door = new Door();

        // The client's clock is two hours ahead; it says the event was a minute before it sent.
        await door.PostAsync(
            """{"sent_at":"2026-11-20T12:00:00Z","events":[{"event":"a","distinct_id":"u","timestamp":"2026-11-20T11:59:00Z"}]}"""
        );

        door.Stored()[0].Timestamp.ShouldBe(Given.Now.AddMinutes(-1));
    }

    [Fact]
    public async Task Fields_nobody_knows_are_kept_among_the_properties()
    {
        await using var door = new Door();

        await door.PostAsync(
            """{"event":"a","distinct_id":"u","amount":5,"plan":{"name":"pro"},"both":"outer","properties":{"both":"inner"}}"""
        );

        door.Stored()[0].Properties.Text().ShouldBe("""{"both":"inner","amount":5,"plan":{"name":"pro"}}""");
    }

    [Fact]
    public async Task Repeats_are_counted_and_not_told_to_live_viewers()
    {
        await using var door = new Door();
        var seen = new List<int>();
        door.Accepted.Listener = events => seen.Add(events.Count);
        const string id = """{"id":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","event":"a","distinct_id":"u"}""";

        var first = await door.PostAsync($"[{id},{id},{One}]");
        var second = await door.PostAsync(id.Replace("018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f", "018F3C5E7B1A7C3D9E2F1A2B3C4D5E6F"));

        (first.Accepted, first.Duplicates).ShouldBe((2, 1));
        (second.Accepted, second.Duplicates).ShouldBe((0, 1));
        seen.ShouldBe([2, 0]);
    }

    [Fact]
    public async Task Over_the_keys_rate_is_429_with_retry_after_and_passes_later()
    {
        await using var door = new Door(eventsPerSecond: 2);

        (await door.PostAsync($"[{One},{One}]")).Status.ShouldBe(200);
        var refused = await door.PostAsync($"[{One},{One}]");
        refused.Status.ShouldBe(429);
        refused.Headers.RetryAfter.ToString().ShouldBe("1");
        door.Time.Advance(TimeSpan.FromSeconds(1));
        (await door.PostAsync($"[{One},{One}]")).Status.ShouldBe(200);
        door.Stored().Count.ShouldBe(4);
    }
}
