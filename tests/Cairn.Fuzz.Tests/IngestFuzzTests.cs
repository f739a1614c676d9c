using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Cairn.Harness;
using Cairn.Sample;

namespace Cairn.Fuzz.Tests;

/// <summary>Over real HTTP, from a seed: CAIRN_FUZZ_SEED. More than 20,000 bad bodies and heads in all.</summary>
public sealed class IngestFuzzTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const uint Run = 0xF022_0001;
    private const int Workers = 4;
    private static readonly ulong _seed = ulong.TryParse(Environment.GetEnvironmentVariable("CAIRN_FUZZ_SEED"), out var seed) ? seed : 1;

    [Fact]
    public async Task Damaged_bodies_and_odd_heads_never_make_a_5xx() =>
        (await SendAllAsync(16_000, static (ref SplitMix64 random) => BadInput.Request(ref random))).ShouldBeEmpty();

    [Fact]
    public async Task Bytes_that_are_hardly_http_never_make_a_5xx() =>
        (await SendAllAsync(3_000, static (ref SplitMix64 random) => BadInput.Framing(ref random))).ShouldBeEmpty();

    [Fact]
    public async Task Good_events_among_bad_ones_are_all_stored_once()
    {
        const int Requests = 4_000;
        var wrong = new ConcurrentQueue<string>();
        var good = 0L;
        await InParallelAsync(
            Requests,
            async (request, connection, _) =>
            {
                var random = new SplitMix64(SplitMix64.At(_seed + 77, (ulong)request));
                var lines = random.Chance(0.4);
                var (body, first, goods, bads) = Mixed(ref random, lines, ref good);
                var head = IngestConnection.Head(body.Length, lines ? "application/x-ndjson" : "application/json");
                var answer = await connection.SendAsync((byte[])[.. head, .. body], CancellationToken.None);
                var text = Encoding.UTF8.GetString(answer.Body.Span);
                if (answer.Status != 200 || answer.Number("\"accepted\""u8) != goods || CountOf(text, "\"index\":") != bads)
                    wrong.Enqueue($"{answer.Status} for {goods} good from {first} and {bads} bad: {text[..Math.Min(text.Length, 300)]}");
            }
        );
        wrong.Take(5).ShouldBeEmpty();
        var stored = await server.LookIntoStoreAsync(store => store.CountAsync(Run, CancellationToken.None));
        stored.ShouldBe(new StoredCounts(good, good));
    }

    /// <summary>Good events at random places among bad ones, as an array or as lines; lines may even be no JSON.</summary>
    private static (byte[] Body, long First, int Good, int Bad) Mixed(ref SplitMix64 random, bool lines, ref long next)
    {
        var (goods, bads) = (random.Next(1, 6), random.Next(1, 6));
        var first = Interlocked.Add(ref next, goods) - goods;
        var parts = new List<string>();
        for (var i = 0; i < goods; i++)
            parts.Add(Good(first + i));
        for (var i = 0; i < bads; i++)
        {
            var bad = lines && random.Chance(0.5) ? "{\"event\":\"x\",,," : BadInput.Pick(BadInput.Events, ref random);
            parts.Insert(random.Next(0, parts.Count + 1), bad);
        }
        var body = lines ? string.Join('\n', parts) + "\n" : $"[{string.Join(',', parts)}]";
        return (Encoding.UTF8.GetBytes(body), first, goods, bads);
    }

    private static string Good(long number) =>
        $$$"""{"id":"{{{Run:x8}}}-0000-7000-8000-{{{number.ToString("x12", CultureInfo.InvariantCulture)}}}","event":"good","distinct_id":"user_{{{number % 100}}}","properties":{"n":{{{number}}}}}""";

    private delegate byte[] Draw(ref SplitMix64 random);

    /// <summary>Sends that many drawn requests; returns a line for each that was answered with 5xx or made the server hang.</summary>
    private async Task<IReadOnlyList<string>> SendAllAsync(int requests, Draw draw)
    {
        var bad = new ConcurrentQueue<string>();
        await InParallelAsync(
            requests,
            async (request, _, port) =>
            {
                var random = new SplitMix64(SplitMix64.At(_seed, (ulong)request));
                var bytes = draw(ref random);
                var status = await RawExchange.SendAsync(port, bytes);
                // 505 is the right word for a version of HTTP that is none.
                if (status >= 500 && status != 505)
                    bad.Enqueue(
                        $"{status} for request {request}: {Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 600)))}"
                    );
            }
        );
        return [.. bad.Take(5)];
    }

    private async Task InParallelAsync(int requests, Func<int, IngestConnection, int, Task> send)
    {
        var port = server.Process.Url.Port;
        var next = -1;
        await Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            using var connection = new IngestConnection(port);
                            for (
                                var request = Interlocked.Increment(ref next);
                                request < requests;
                                request = Interlocked.Increment(ref next)
                            )
                                await send(request, connection, port);
                        },
                        CancellationToken.None
                    )
                )
        );
        await server.Process.WaitUntilReadyAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    private static int CountOf(string text, string part)
    {
        var count = 0;
        for (
            var at = text.IndexOf(part, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)
        )
            count++;
        return count;
    }
}
