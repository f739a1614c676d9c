using Cairn.Events;

namespace Cairn.Ingest.Tests;

public sealed class RateBucketsTests
{
    private static readonly RatePolicy _ten = new("events", 10, TimeSpan.FromSeconds(1));
    private readonly ManualTime _time = new();

    [Fact]
    public void A_request_larger_than_the_rate_passes_when_the_bucket_is_full_and_is_paid_for()
    {
        var buckets = new RateBuckets<string>(_time);

        buckets.Take("k", _ten, 25).Wait.ShouldBeNull();
        buckets.Take("k", _ten, 1).Wait.ShouldBe(TimeSpan.FromSeconds(1.6));
        _time.Advance(TimeSpan.FromSeconds(1.6));
        buckets.Take("k", _ten, 1).Wait.ShouldBeNull();
    }

    [Fact]
    public void Each_key_has_a_bucket_of_its_own()
    {
        var (buckets, one) = (new RateBuckets<string>(_time), new RatePolicy("events", 1, TimeSpan.FromSeconds(1)));

        buckets.Take("one", one, 1).Wait.ShouldBeNull();
        buckets.Take("one", one, 1).Wait.ShouldNotBeNull();
        buckets.Take("two", one, 1).Wait.ShouldBeNull();
    }

    [Fact]
    public void Many_callers_at_once_get_no_more_than_the_rate()
    {
        var (buckets, passed) = (new RateBuckets<string>(_time), 0);

        Parallel.For(
            0,
            1000,
            _ =>
            {
                if (buckets.Take("k", _ten with { Quota = 100 }, 1).Wait is null)
                    Interlocked.Increment(ref passed);
            }
        );

        passed.ShouldBe(100);
    }

    [Fact]
    public void What_remains_and_when_all_is_back_are_told_in_the_drafts_words()
    {
        var (buckets, policy) = (new RateBuckets<string>(_time), new RatePolicy("requests", 60, TimeSpan.FromMinutes(1)));

        policy.Header.ShouldBe("\"requests\";q=60;w=60");
        buckets.Take("k", policy, 30).Header(policy).ShouldBe("\"requests\";r=30;t=30");
        _time.Advance(TimeSpan.FromSeconds(20));
        buckets.Take("k", policy, 1).Header(policy).ShouldBe("\"requests\";r=49;t=11");
        _ten.Header.ShouldBe("\"events\";q=10;w=1;qu=\"events\"");
    }

    [Fact]
    public void Buckets_that_are_full_again_are_forgotten_and_none_that_is_not()
    {
        var (buckets, one) = (new RateBuckets<int>(_time), new RatePolicy("events", 1, TimeSpan.FromSeconds(1)));
        for (var i = 0; i < 10_001; i++)
            buckets.Take(i, one, 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        buckets.Take(-1, one, 5);

        buckets.Take(-2, one, 1);

        buckets.Count.ShouldBe(2);
        buckets.Take(-1, one, 1).Wait.ShouldNotBeNull();
    }
}
