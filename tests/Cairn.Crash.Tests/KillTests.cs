using System.Globalization;
using Cairn.Harness;
using Cairn.Sample;
using Xunit.Abstractions;

namespace Cairn.Crash.Tests;

/// <summary>kill -9 under load, again and again, on one data folder. CAIRN_CRASH_ROUNDS says how often (20), CAIRN_CRASH_SEED in which order.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const uint Run = 0xC0A5_0001;
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("cc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_acknowledged_event_is_stored_once_whoever_is_killed()
    {
        var (rounds, seed) = (Setting("CAIRN_CRASH_ROUNDS", 20), Setting("CAIRN_CRASH_SEED", 1));
        var random = new SplitMix64((ulong)seed);
        var senders = new Senders(Run);
        var server = await ServerProcess.StartAsync(_folder, CancellationToken.None);
        try
        {
            senders.Server = server;
            senders.Start();
            for (var round = 0; round < rounds; round++)
            {
                // All kinds in turn, so that few rounds meet each; the moment is random.
                var victim = (Victim)(round % 4);
                await senders.WaitForAsync(random.Next(200, 4000), _soon);
                var before = senders.Acknowledged;
                var killed = victim.Kill(server);
                if (victim.TakesServer())
                {
                    senders.Server = null;
                    await server.KillAsync();
                    server = await ServerProcess.StartAsync(_folder, CancellationToken.None);
                    senders.Server = server;
                }
                else
                {
                    // An engine that is away stops nobody from sending.
                    await senders.WaitForAsync(500, _soon);
                    await server.WaitUntilReadyAsync(_soon, CancellationToken.None);
                }
                output.WriteLine(
                    $"round {round + 1}: {killed}, {senders.Acknowledged - before} acknowledged meanwhile, {senders.Acknowledged} in all"
                );
            }
            await senders.StopAsync();
            await ServerMetrics.WaitUntilDrainedAsync(server.Url, _soon, CancellationToken.None);
        }
        finally
        {
            await server.DisposeAsync();
        }
        senders.Complaints.ShouldBeEmpty();
        await CheckAsync(senders);
    }

    private async Task CheckAsync(Senders senders)
    {
        await using var stored = await StoredEvents.OpenAsync(_folder, CancellationToken.None);
        var numbers = await stored.NumbersAsync(Run, CancellationToken.None);
        var twice = numbers.Zip(numbers.Skip(1)).Where(pair => pair.First == pair.Second).Select(pair => pair.First).Take(20).ToList();
        twice.ShouldBeEmpty("stored twice");

        var present = numbers.ToHashSet();
        var forgotten = senders.Forgotten.ToList();
        var excused = forgotten.SelectMany(Numbers).ToHashSet();
        var lost = Range(senders.Sent).Where(number => !present.Contains(number) && !excused.Contains(number)).Take(20).ToList();
        lost.ShouldBeEmpty("acknowledged but lost");
        numbers.ShouldAllBe(number => number < senders.Sent);

        // What was not acknowledged may be stored, but then the whole request is.
        var halves = forgotten.Where(batch => Numbers(batch).Count(present.Contains) is not (0 or Senders.EventsPerRequest)).ToList();
        halves.ShouldBeEmpty("not acknowledged, but stored in part");
        output.WriteLine($"{numbers.Count} stored, {senders.Acknowledged} acknowledged, {forgotten.Count} requests never acknowledged");
    }

    private static IEnumerable<long> Numbers(Batch batch) => Range(batch.Events).Select(i => batch.First + i);

    private static IEnumerable<long> Range(long count)
    {
        for (var i = 0L; i < count; i++)
            yield return i;
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : fallback;
}
