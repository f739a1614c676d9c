namespace Cairn.Processes.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_half_a_minute()
    {
        var backoff = new Backoff();

        var waits = Enumerable.Range(0, 11).Select(_ => backoff.Next(TimeSpan.FromSeconds(59)).TotalSeconds).ToArray();

        waits.ShouldBe([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30]);
    }

    [Fact]
    public void A_minute_of_running_is_forgiven()
    {
        var backoff = new Backoff();
        backoff.Next(TimeSpan.Zero);
        backoff.Next(TimeSpan.Zero);

        backoff.Next(TimeSpan.FromMinutes(1)).ShouldBe(Backoff.First);
        backoff.Next(TimeSpan.Zero).ShouldBe(Backoff.First * 2);
    }
}
