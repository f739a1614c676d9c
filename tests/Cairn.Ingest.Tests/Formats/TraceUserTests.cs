using Cairn.Events;
using Cairn.Ingest.Tests.Wire;

namespace Cairn.Ingest.Tests.Formats;

/// <summary>Whose trace it is, however its spans come in.</summary>
public sealed class TraceUserTests
{
    private static readonly (string, string) _key = ("x-api-key", Door.Key);

    private static GivenSpan Span(int trace, int id, string? user = null, bool isCall = true) =>
        new(GivenSpan.TraceId(trace), GivenSpan.SpanId((trace * 100) + id), id == 0 ? null : GivenSpan.SpanId(trace * 100))
        {
            Start = GivenSpan.Moment + ((ulong)id * 1_000_000),
            Attributes = (user, isCall) switch
            {
                (null, _) => new() { ["gen_ai.request.model"] = "m" },
                (_, true) => new()
                {
                    ["gen_ai.request.model"] = "m",
                    ["user.id"] = user,
                    ["session.id"] = "s-" + user,
                },
                _ => new()
                {
                    ["http.route"] = "/",
                    ["user.id"] = user,
                    ["session.id"] = "s-" + user,
                },
            },
        };

    [Fact]
    public async Task Spans_take_user_and_session_from_their_root_though_it_is_no_event()
    {
        await using var server = await FormatServer.StartAsync();

        await SendAsync(server, Span(1, 1), Span(1, 2), Span(1, 0, "ann", isCall: false));
        await SendAsync(server, Span(1, 3));

        server.Stored().Select(e => $"{e.Name} {e.DistinctId} {e.SessionId}").Distinct().ShouldBe(["$ai_generation ann s-ann"]);
        server.Stored().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_user_who_is_known_late_is_joined_to_the_trace_once()
    {
        await using var server = await FormatServer.StartAsync();

        await SendAsync(server, Span(1, 1));
        for (var i = 0; i < 2; i++)
            await SendAsync(server, Span(1, 0, "ann"));

        server
            .Stored()
            .Select(e => (e.Name, e.DistinctId, e.Property("$anon_distinct_id")))
            .ShouldBe([
                ("$ai_generation", GivenSpan.TraceId(1), null),
                ("$ai_generation", "ann", null),
                ("$identify", "ann", GivenSpan.TraceId(1)),
            ]);
    }

    [Fact]
    public async Task A_restart_between_the_spans_changes_nothing()
    {
        await using var before = await FormatServer.StartAsync();
        await SendAsync(before, Span(1, 1));
        await using var after = await before.KillAndRestartAsync(TimeSpan.FromSeconds(30));

        await SendAsync(after, Span(1, 0, "ann"));
        await SendAsync(after, Span(2, 0, "bob") with { Start = GivenSpan.Moment + 31_000_000_000 });

        after
            .Stored()
            .Select(e => $"{e.Name} {e.DistinctId}")
            .ShouldBe([$"$ai_generation {GivenSpan.TraceId(1)}", "$ai_generation ann", "$identify ann", "$ai_generation bob"]);
    }

    [Fact]
    public async Task Any_order_and_any_split_give_the_same_persons()
    {
        var random = new Random(20261120);
        for (var round = 0; round < 12; round++)
        {
            await using var server = await FormatServer.StartAsync();
            var spans = new List<GivenSpan>();
            var owners = new Dictionary<string, string>();
            for (var trace = 1; trace <= 6; trace++)
            {
                var user = trace % 3 == 0 ? null : "user" + (trace % 2);
                owners[GivenSpan.TraceId(trace)] = user ?? GivenSpan.TraceId(trace);
                var teller = random.Next(4);
                for (var id = 0; id < 4; id++)
                    spans.Add(Span(trace, id, id == teller ? user : null, isCall: random.Next(2) == 0));
            }

            foreach (var request in spans.OrderBy(_ => random.Next()).Chunk(random.Next(1, 9)))
                await SendAsync(server, [.. request]);

            var joined = server
                .Stored()
                .Where(e => e.Name == EventNames.Identify)
                .ToDictionary(e => e.Property("$anon_distinct_id")!, e => e.DistinctId);
            foreach (var e in server.Stored().Where(e => e.Name != EventNames.Identify))
                joined.GetValueOrDefault(e.DistinctId, e.DistinctId).ShouldBe(owners[e.Property("$ai_trace_id")!], $"round {round}");
        }
    }

    private static async Task SendAsync(FormatServer server, params GivenSpan[] spans) =>
        (await server.PostAsync("/v1/traces", GivenSpan.Json(spans), _key)).Status.ShouldBe(200);
}
