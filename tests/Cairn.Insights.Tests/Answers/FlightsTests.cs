using Cairn.Insights.Answers;

namespace Cairn.Insights.Tests.Answers;

public sealed class FlightsTests
{
    private readonly Flights<int> _flights = new();

    [Fact]
    public async Task Callers_at_the_same_time_share_one_piece_of_work()
    {
        var (runs, done) = (0, new TaskCompletionSource<int>());
        Task<(int Result, bool IsShared)> JoinAsync() =>
            _flights.JoinAsync(
                "a",
                _ =>
                {
                    Interlocked.Increment(ref runs);
                    return done.Task;
                },
                CancellationToken.None
            );
        var callers = Enumerable.Range(0, 10).Select(_ => JoinAsync()).ToArray();
        done.SetResult(7);

        (await Task.WhenAll(callers)).Count(c => c is { Result: 7, IsShared: false }).ShouldBe(1);
        runs.ShouldBe(1);
        done = new TaskCompletionSource<int>();
        done.SetResult(8);
        (await JoinAsync()).ShouldBe((8, false), "what is over is not shared");
    }

    [Fact]
    public async Task It_goes_on_while_one_waits_and_ends_with_the_last()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        async Task<int> WorkAsync(CancellationToken stop)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            finally
            {
                stopped.SetResult();
            }

            return 0;
        }

        var (a, b) = (_flights.JoinAsync("a", WorkAsync, first.Token), _flights.JoinAsync("a", WorkAsync, second.Token));
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => a);
        stopped.Task.IsCompleted.ShouldBeFalse();

        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => b);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_failure_is_everybodys_and_not_kept()
    {
        await Should.ThrowAsync<InvalidOperationException>(() =>
            _flights.JoinAsync("a", _ => throw new InvalidOperationException(), CancellationToken.None)
        );
        (await _flights.JoinAsync("a", _ => Task.FromResult(1), CancellationToken.None)).Result.ShouldBe(1);
    }
}
