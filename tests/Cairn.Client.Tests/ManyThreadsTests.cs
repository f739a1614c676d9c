using System.Collections.Concurrent;
using Cairn.Client.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

namespace Cairn.Client.Tests;

public sealed class ManyThreadsTests
{
    /// <summary>Ways to fail, by number.</summary>
    private static readonly Func<HttpContext, IResult?>[] _faults =
    [
        static _ => null,
        static _ => Results.StatusCode(503),
        static _ => Results.StatusCode(429),
        static _ => Results.StatusCode(413),
        static _ => Results.StatusCode(400),
        static context =>
        {
            context.Abort();
            return Results.Empty;
        },
    ];

    /// <summary>Any number of threads, any row of faults before and after storing: what the client took was stored once, or refused, or told as lost.</summary>
    [Fact]
    public void Every_event_that_was_taken_arrives_exactly_once_or_is_told() =>
        Prop.ForAll(
                (
                    from producers in Gen.Choose(1, 8)
                    from each in Gen.Choose(1, 60)
                    from faults in Gen.ListOf(Gen.Choose(0, 11))
                    select (producers, each, faults)
                ).ToArbitrary(),
                given => RunAsync(given.producers, given.each, [.. given.faults]).GetAwaiter().GetResult()
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static async Task RunAsync(int producers, int each, int[] faults)
    {
        await using var server = await StandIn.StartAsync();
        // 0 to 5 before storing; 6 to 11 the same after it, when the answer is lost.
        server.Fault = (number, context) =>
            Task.FromResult(number < faults.Length && faults[number] < 6 ? _faults[faults[number]](context) : null);
        server.AnswerLost = number => number < faults.Length && faults[number] is 7 or 8 or 11 ? Results.StatusCode(502) : null;
        var told = new ConcurrentQueue<Guid>();
        var refused = new ConcurrentQueue<Guid>();
        var client = new CairnClient(
            server.Options(o =>
            {
                (o.BatchSize, o.QueueCapacity, o.FirstPause, o.LongestPause) = (
                    20,
                    100,
                    TimeSpan.FromMilliseconds(1),
                    TimeSpan.FromMilliseconds(2)
                );
                o.FlushInterval = TimeSpan.FromMilliseconds(1);
                o.OnLost = lost =>
                {
                    foreach (var id in lost.Ids)
                        told.Enqueue(id);
                };
                o.OnRejected = rejected => refused.Enqueue(rejected.Id);
            })
        );
        var offered = new ConcurrentDictionary<Guid, bool>();
        await Task.WhenAll(
            Enumerable
                .Range(0, producers)
                .Select(producer =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < each; i++)
                        {
                            var id = Guid.NewGuid();
                            offered[id] = await client.TrackAsync(new CairnEvent("click", $"user-{producer}") { Id = id });
                            if (i % 7 == 0)
                                await Task.Yield();
                        }
                    })
                )
        );
        await client.DisposeAsync();

        // Every event has a fate. Two at once only by an answer that was lost: nobody can know then that the event was stored.
        offered.Keys.Except(server.Stored.Keys).Except(told).Except(refused).ShouldBeEmpty();
        told.Intersect(refused).ShouldBeEmpty();
        (told.Count, refused.Count).ShouldBe((told.Distinct().Count(), refused.Distinct().Count()));
        offered.Where(o => !o.Value).Select(o => o.Key).Except(told).ShouldBeEmpty();
        offered.Where(o => !o.Value).Select(o => o.Key).Intersect(server.Stored.Keys).ShouldBeEmpty();
        var counts = client.Counts;
        counts.ShouldBe(new CairnCounts(offered.Count, counts.Accepted, counts.Duplicates, refused.Count, told.Count, 0));
        (counts.Accepted + counts.Duplicates + counts.Rejected + counts.Lost).ShouldBe(offered.Count);
        if (!faults.Any(fault => fault is 5 or 7 or 8 or 11))
            server.Stored.Keys.Intersect(told.Concat(refused)).ShouldBeEmpty();
    }
}
