using System.Collections.Concurrent;
using Cairn.Client.Tests.Support;
using Cairn.Testing;
using Microsoft.AspNetCore.Http;

namespace Cairn.Client.Tests;

/// <summary>The program's side: nothing blocks, nothing throws, nothing is lost in silence.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<LostEvents> _lost = new();
    private StandIn _server = null!;

    public async Task InitializeAsync() => _server = await StandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_does_not_fit_is_counted_and_told()
    {
        await using var client = Client(o => (o.BatchSize, o.QueueCapacity, o.FlushInterval) = (10, 10, TimeSpan.FromDays(1)), away: true);
        var taken = 0;
        for (var i = 0; i < 25; i++)
            taken += await client.TrackAsync("click", "user-1") ? 1 : 0;
        taken.ShouldBe(10);
        await Eventually.TrueAsync(() => _lost.Sum(lost => lost.Count) == 15);
        _lost.ShouldAllBe(lost => lost.Reason == LostReason.QueueFull && lost.Ids.Count == lost.Count);
        client.Counts.ShouldBe(new CairnCounts(25, 0, 0, 0, 15, 10));
    }

    [Fact]
    public async Task The_queue_is_bounded_in_bytes_too()
    {
        await using var client = Client(o => (o.QueueBytes, o.FlushInterval) = (1024 * 1024, TimeSpan.FromDays(1)), away: true);
        var taken = 0;
        for (var i = 0; i < 20; i++)
            taken += await client.TrackAsync("click", "user-1", new { text = new string('x', 100_000) }) ? 1 : 0;
        taken.ShouldBe(10);
    }

    [Fact]
    public async Task Disposing_takes_no_longer_than_it_may_and_tells_the_rest()
    {
        var client = Client(o => o.DisposeTimeout = TimeSpan.FromMilliseconds(50), away: true);
        await client.TrackAsync("click", "user-1");
        await client.DisposeAsync();
        _lost.ShouldHaveSingleItem().Reason.ShouldBe(LostReason.Closed);
        (await client.TrackAsync("click", "user-1")).ShouldBeFalse();
        client.Counts.ShouldBe(new CairnCounts(2, 0, 0, 0, 2, 0));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_does_not_wait_out_a_pause()
    {
        _server.Fault = (number, context) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return Task.FromResult<IResult?>(number == 0 ? Results.StatusCode(503) : null);
        };
        var client = Client(o => o.DisposeTimeout = TimeSpan.FromMinutes(5));
        await client.TrackAsync("click", "user-1");
        _ = client.FlushAsync();
        await Eventually.TrueAsync(() => _server.Requests.Count == 1);
        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        client.Counts.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_disposed_while_its_request_is_answered_tries_once_more_at_once()
    {
        var (asked, disposing) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Fault = async (number, context) =>
        {
            if (number > 0)
                return null;
            asked.SetResult();
            await disposing.Task;
            context.Response.Headers.RetryAfter = "3600";
            return Results.StatusCode(503);
        };
        var client = Client(o => o.DisposeTimeout = TimeSpan.FromMinutes(5));
        await client.TrackAsync("click", "user-1");
        _ = client.FlushAsync();
        await asked.Task;
        var disposed = client.DisposeAsync().AsTask();
        disposing.SetResult();
        await disposed.WaitAsync(TimeSpan.FromMinutes(1));
        client.Counts.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_flush_can_be_given_up_and_the_events_still_wait()
    {
        await using var client = Client(o => o.DisposeTimeout = TimeSpan.Zero, away: true);
        await client.TrackAsync("click", "user-1");
        using var cancelled = new CancellationTokenSource();
        var flush = client.FlushAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(flush);
        client.Counts.Waiting.ShouldBe(1);
    }

    [Fact]
    public async Task A_callback_that_throws_ends_nothing()
    {
        await using var client = Client(o => o.OnLost = _ => throw new InvalidOperationException("The program's own fault."));
        (await client.TrackAsync("", "user-1")).ShouldBeFalse();
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(2, 1, 0, 0, 1, 0));
    }

    [Fact]
    public async Task Events_that_cannot_be_written_are_told_and_throw_nothing()
    {
        await using var client = Client();
        (await client.TrackAsync(null!)).ShouldBeFalse();
        (await client.TrackAsync(" ", "user-1")).ShouldBeFalse();
        (await client.TrackAsync("click", null!)).ShouldBeFalse();
        (await client.TrackAsync("click", "user-1", new Explosive())).ShouldBeFalse();
        (await client.TrackAsync("click", "user-1", 42)).ShouldBeFalse();
        (await client.TrackAIRequestAsync(null!)).ShouldBeFalse();
        await Eventually.TrueAsync(() => _lost.Sum(lost => lost.Count) == 6);
        _lost.ShouldAllBe(lost => lost.Reason == LostReason.Unwritable);
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Switched_off_it_needs_no_address_and_sends_nothing()
    {
        await using var client = new CairnClient(new CairnClientOptions { Enabled = false });
        (await client.TrackAsync("click", "user-1")).ShouldBeFalse();
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(0, 0, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData("cairn.example.com", "cwk_1", "Url")]
    [InlineData("ftp://cairn.example.com", "cwk_1", "Url")]
    [InlineData("https://cairn.example.com", " ", "WriteKey")]
    [InlineData("https://cairn.example.com", "cwk_1\r\nX: y", "WriteKey")]
    public void Options_that_cannot_be_meant_are_named_at_once(string url, string key, string option) =>
        Should.Throw<ArgumentException>(() => new CairnClient(url, key)).Message.ShouldContain($"Cairn: {option} must be");

    private CairnClient Client(Action<CairnClientOptions>? change = null, bool away = false)
    {
        if (away)
            _server.Fault = static (_, _) => Task.FromResult<IResult?>(Results.StatusCode(503));
        return new(
            _server.Options(o =>
            {
                (o.OnLost, o.DisposeTimeout) = (_lost.Enqueue, away ? TimeSpan.Zero : TimeSpan.FromSeconds(10));
                change?.Invoke(o);
            })
        );
    }

    private sealed class Explosive
    {
        public string Fuse => throw new NotSupportedException("This getter throws.");
    }
}
