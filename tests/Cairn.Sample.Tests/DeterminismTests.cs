namespace Cairn.Sample.Tests;

public sealed class DeterminismTests
{
    /// <summary>When this fails because the generator was changed on purpose, pin the new hash: published figures refer to it.</summary>
    [Fact]
    public void Seed_1_gives_the_bytes_it_always_gave() =>
        Histories
            .Hash(new() { Events = 20_000, End = Histories.End })
            .ShouldBe("cedcdf3e9c9b18ba3f87498f097df67c80e793753a3fdd4f2602228fd9b67ba8");

    [Fact]
    public void Duplicates_and_late_events_are_the_same_every_time()
    {
        var options = new SampleOptions
        {
            Events = 3000,
            End = Histories.End,
            Duplicates = 0.02,
            Late = 0.02,
        };
        Histories.Hash(options).ShouldBe(Histories.Hash(options));
    }

    [Fact]
    public void Another_seed_gives_another_history_and_other_ids()
    {
        var one = Histories.Read(
            new()
            {
                Events = 2000,
                Seed = 1,
                End = Histories.End,
            }
        );
        var two = Histories.Read(
            new()
            {
                Events = 2000,
                Seed = 2,
                End = Histories.End,
            }
        );
        one.Select(item => item.Id).Intersect(two.Select(item => item.Id)).ShouldBeEmpty();
    }

    [Fact]
    public void A_longer_history_shares_no_id_with_a_shorter_one()
    {
        var one = Histories.Read(
            new()
            {
                Events = 2000,
                Days = 30,
                End = Histories.End,
            }
        );
        var two = Histories.Read(
            new()
            {
                Events = 2000,
                Days = 60,
                End = Histories.End,
            }
        );
        one.Select(item => item.Id).Intersect(two.Select(item => item.Id)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(100, 90)]
    [InlineData(2500, 7)]
    [InlineData(20_000, 400)]
    public void There_are_exactly_as_many_events_as_asked_for(int events, int days) =>
        Histories
            .Read(
                new()
                {
                    Events = events,
                    Days = days,
                    End = Histories.End,
                }
            )
            .Select(item => item.Id)
            .Distinct()
            .Count()
            .ShouldBe(events);

    /// <summary>Reference values of SplitMix64 for seed 1234567, as published with many implementations.</summary>
    [Fact]
    public void The_random_generator_is_the_published_one()
    {
        var random = new SplitMix64(1234567);
        ulong[] drawn = [random.Next(), random.Next(), random.Next()];
        drawn.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }
}
