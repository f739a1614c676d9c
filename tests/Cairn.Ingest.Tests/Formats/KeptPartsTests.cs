using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Ingest.Formats.Parts;
using static Cairn.Ingest.Tests.Formats.LangfuseTests;

namespace Cairn.Ingest.Tests.Formats;

/// <summary>Events whose parts come in several requests: nothing is lost, nothing is there twice, whatever happens in between.</summary>
public sealed class KeptPartsTests
{
    private static JsonObject Create(string id, string trace = "t1") =>
        Envelope(
            "c-" + id,
            "generation-create",
            1,
            new()
            {
                ["id"] = id,
                ["traceId"] = trace,
                ["startTime"] = At(1),
                ["model"] = "m",
            }
        );

    private static JsonObject End(string id, string trace = "t1") =>
        Envelope(
            "u-" + id,
            "generation-update",
            3,
            new()
            {
                ["id"] = id,
                ["traceId"] = trace,
                ["endTime"] = At(3),
                ["output"] = "o",
            }
        );

    private static JsonObject TraceOf(string trace, string user) =>
        Envelope(
            "t-" + trace,
            "trace-create",
            0,
            new()
            {
                ["id"] = trace,
                ["userId"] = user,
                ["output"] = "x",
            }
        );

    [Fact]
    public async Task An_update_in_a_later_request_makes_the_event_whole()
    {
        await using var server = await FormatServer.StartAsync();

        await SendAsync(server, Create("g1"));
        (server.Stored().Count, server.Parts.Count).ShouldBe((0, 1));
        await SendAsync(server, End("g1"));

        Facts(server).ShouldBe(["g1 m o 2"]);
        server.Parts.Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_never_ends_becomes_an_event_after_ten_minutes()
    {
        await using var server = await FormatServer.StartAsync();
        await SendAsync(server, Create("g1"));

        server.Time.Advance(KeptParts.Patience - TimeSpan.FromSeconds(1));
        await server.Parts.SettleDueAsync(default);
        server.Stored().ShouldBeEmpty();
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.Parts.SettleDueAsync(default);

        Facts(server).ShouldBe(["g1 m  "]);
        await SendAsync(server, End("g1")); // too late
        Facts(server).ShouldBe(["g1 m  "]);
    }

    [Fact]
    public async Task A_kill_between_the_parts_loses_and_doubles_nothing()
    {
        await using var first = await FormatServer.StartAsync();
        await SendAsync(first, Create("g1"), Create("g2"), Create("g3"));
        await SendAsync(first, End("g1"));
        await using var second = await first.KillAndRestartAsync();
        second.Parts.Count.ShouldBe(3); // g1 is stored already, which its id tells
        await SendAsync(second, End("g2"));
        await using var third = await second.KillAndRestartAsync(KeptParts.Patience);
        await third.Parts.SettleDueAsync(default);
        await third.Parts.SettleDueAsync(default);

        Facts(third).ShouldBe(["g1 m o 2", "g2 m o 2", "g3 m  "]);
        await using var fourth = await third.KillAndRestartAsync();
        fourth.Parts.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Settling_a_project_leaves_nothing_of_it_in_the_files()
    {
        await using var server = await FormatServer.StartAsync();
        await SendAsync(server, Create("g1", "trace-with-a-mark"));

        await server.Parts.SettleAllAsync(Given.Project, default);

        Facts(server).ShouldBe(["g1 m  "]);
        Directory
            .EnumerateFiles(server.PartsFolder, "*", SearchOption.AllDirectories)
            .ShouldAllBe(path => !File.ReadAllText(path).Contains("trace-with-a-mark"));
    }

    [Fact]
    public async Task Settling_a_project_leaves_others_waiting_though_the_files_are_new()
    {
        await using var server = await FormatServer.StartAsync();
        await SendAsync(server, Create("g1"));

        await server.Parts.SettleAllAsync(new ProjectId(Given.Project.Value + 1), default);
        await using var again = await server.KillAndRestartAsync();
        await SendAsync(again, End("g1"));

        Facts(again).ShouldBe(["g1 m o 2"]);
    }

    /// <summary>Whose trace it is lives in memory only, so persons are looked at where no kill came between.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Any_order_any_split_and_kills_give_the_same_events_of_the_same_persons(bool withKills)
    {
        var random = new Random(6);
        for (var round = 0; round < 6; round++)
        {
            var server = await FormatServer.StartAsync();
            var envelopes = new List<JsonObject> { TraceOf("t1", "ann"), TraceOf("t2", "bob") };
            for (var i = 0; i < 8; i++)
                envelopes.AddRange([Create("g" + i, "t" + (1 + (i % 3))), End("g" + i, "t" + (1 + (i % 3)))]);
            envelopes.AddRange(envelopes.OrderBy(_ => random.Next()).Take(3).ToList()); // sent again

            foreach (var request in envelopes.OrderBy(_ => random.Next()).Chunk(random.Next(1, 7)))
            {
                await SendAsync(server, [.. request]);
                if (!withKills || random.Next(4) != 0)
                    continue;
                var next = await server.KillAndRestartAsync(TimeSpan.FromSeconds(1));
                await server.DisposeAsync();
                server = next;
            }

            server.Time.Advance(KeptParts.Patience);
            await server.Parts.SettleDueAsync(default);
            Facts(server).ShouldBe(Enumerable.Range(0, 8).Select(i => $"g{i} m o 2"), $"round {round}");
            var joined = server
                .Stored()
                .Where(e => e.Name == EventNames.Identify)
                .ToDictionary(e => e.Property("$anon_distinct_id")!, e => e.DistinctId);
            foreach (var e in server.Stored().Where(e => e.Name == "$ai_generation" && !withKills))
                joined
                    .GetValueOrDefault(e.DistinctId, e.DistinctId)
                    .ShouldBe(
                        e.Property("$ai_trace_id") switch
                        {
                            "t1" => "ann",
                            "t2" => "bob",
                            _ => "t3",
                        },
                        $"round {round}"
                    );
            await server.DisposeAsync();
        }
    }

    /// <summary>Span, model, answer and seconds of each generation, in the order of their ids.</summary>
    private static IReadOnlyList<string> Facts(FormatServer server) =>
        [
            .. server
                .Stored()
                .Where(e => e.Name == "$ai_generation")
                .Select(e =>
                    $"{e.Property("$ai_span_id")} {e.Property("$ai_model")} {e.Property("$ai_output_choices")} {e.Property("$ai_latency")}"
                )
                .Order(StringComparer.Ordinal),
        ];
}
