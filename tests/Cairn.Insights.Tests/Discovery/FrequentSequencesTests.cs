using Cairn.Insights.Discovery;

namespace Cairn.Insights.Tests.Discovery;

public sealed class FrequentSequencesTests
{
    [Fact]
    public void A_sequence_counts_the_ways_that_contain_it_with_anything_between()
    {
        var found = FrequentSequences.Find(
            [
                [1, 9, 2],
                [1, 2, 3],
                [2, 1],
            ],
            2,
            3
        );
        found.ShouldContain(f => f.Ways == 3 && f.Events.SequenceEqual(new byte[] { 1 }));
        found.ShouldContain(f => f.Ways == 2 && f.Events.SequenceEqual(new byte[] { 1, 2 }));
        found.ShouldNotContain(f => f.Events.Length == 3);
    }

    [Fact]
    public void What_a_longer_one_says_as_well_is_left_out() =>
        FrequentSequences
            .Find(
                [
                    [4, 5],
                    [4, 5],
                    [5],
                ],
                2,
                3
            )
            .Select(f => string.Join(' ', f.Events))
            .Order()
            .ShouldBe(["4 5", "5"]);

    [Fact]
    public void Counts_are_those_of_looking_at_every_way_for_every_sequence()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            byte[][] ways = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Way(random))];
            foreach (var (events, count) in FrequentSequences.Find(ways, 2, 4))
                ways.Count(w => Contains(w, events)).ShouldBe(count, $"seed {seed}");
        }
    }

    [Fact]
    public void Many_sequences_raise_the_threshold_instead_of_the_time()
    {
        var random = new Random(7);
        byte[][] ways = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 40).Select(_ => (byte)random.Next(60)).ToArray())];
        FrequentSequences.Find(ways, 2, 5).Count.ShouldBeLessThanOrEqualTo(2_000);
    }

    private static byte[] Way(Random random)
    {
        var way = new List<byte>();
        for (var i = random.Next(0, 9); i > 0; i--)
            if ((byte)random.Next(4) is var next && (way.Count == 0 || way[^1] != next))
                way.Add(next);
        return [.. way];
    }

    private static bool Contains(byte[] way, byte[] events) =>
        events.Aggregate(
            0,
            (at, e) =>
                at < 0 ? -1
                : Array.IndexOf(way, e, at) is >= 0 and var found ? found + 1
                : -1
        ) >= 0;
}
