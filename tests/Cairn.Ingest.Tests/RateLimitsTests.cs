namespace Cairn.Ingest.Tests;

public sealed class RateLimitsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_key_without_a_rate_is_never_limited() => new RateLimits(_time).Take(Key(null), int.MaxValue).ShouldBeNull();

    [Fact]
    public void A_request_larger_than_the_rate_passes_when_the_bucket_is_full_and_is_paid_for()
    {
        var limits = new RateLimits(_time);

        limits.Take(Key(10), 25).ShouldBeNull();
        limits.Take(Key(10), 1).ShouldBe(TimeSpan.FromSeconds(1.6));
        _time.Advance(TimeSpan.FromSeconds(1.6));
        limits.Take(Key(10), 1).ShouldBeNull();
    }

    [Fact]
    public void Each_key_has_a_bucket_of_its_own()
    {
        var limits = new RateLimits(_time);

        limits.Take(Key(1, "one"), 1).ShouldBeNull();
        limits.Take(Key(1, "one"), 1).ShouldNotBeNull();
        limits.Take(Key(1, "two"), 1).ShouldBeNull();
    }

    [Fact]
    public void Many_callers_at_once_get_no_more_than_the_rate()
    {
        var limits = new RateLimits(_time);
        var passed = 0;

        Parallel.For(
            0,
            1000,
            _ =>
            {
                if (limits.Take(Key(100), 1) is null)
                    Interlocked.Increment(ref passed);
            }
        );

        passed.ShouldBe(100);
    }

    private static WriteKey Key(double? rate, string key = "k") => new(key, Given.Project, rate);
}
