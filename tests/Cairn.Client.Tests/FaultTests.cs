using System.Collections.Concurrent;
using System.Globalization;
using Cairn.Client.Tests.Support;
using Cairn.Testing;
using Microsoft.AspNetCore.Http;

namespace Cairn.Client.Tests;

/// <summary>What may go wrong between a program and Cairn.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly ConcurrentQueue<LostEvents> _lost = new();
    private readonly ConcurrentQueue<RejectedEvent> _rejected = new();
    private StandIn _server = null!;

    public async Task InitializeAsync() => _server = await StandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_busy_server_is_asked_again_with_the_same_ids(int status)
    {
        FailFirst(2, _ => Results.StatusCode(status));
        await using var client = Client(o => (o.FirstPause, o.TimeProvider) = (TimeSpan.FromMilliseconds(1), TimeProvider.System));
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        _server.Requests.Count.ShouldBe(3);
        _server.Events.Select(e => e.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(1);
        client.Counts.ShouldBe(new CairnCounts(1, 1, 0, 0, 0, 0));
    }

    [Fact]
    public async Task The_server_says_how_long_to_wait()
    {
        FailFirst(1, context => Busy(context, "7"));
        await using var client = Client();
        await FailOnceAsync(client);
        _time.Pending[0].ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.7));
        _time.Advance(TimeSpan.FromSeconds(7.7));
        await Eventually.TrueAsync(() => client.Counts.Accepted == 1);
    }

    [Fact]
    public async Task The_server_may_say_it_as_a_date()
    {
        FailFirst(1, context => Busy(context, _time.GetUtcNow().AddSeconds(60).ToString("R", CultureInfo.InvariantCulture)));
        await using var client = Client();
        await FailOnceAsync(client);
        _time.Pending[0].ShouldBeInRange(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(66));
        _time.Advance(TimeSpan.FromSeconds(66));
        await Eventually.TrueAsync(() => client.Counts.Accepted == 1);
    }

    [Fact]
    public async Task Pauses_double_up_to_the_longest()
    {
        FailFirst(6, _ => Results.StatusCode(500));
        await using var client = Client(o => o.LongestPause = TimeSpan.FromSeconds(4));
        await client.TrackAsync("click", "user-1");
        var flushed = client.FlushAsync();
        foreach (var longest in new[] { 0.5, 1, 2, 4, 4, 4 })
        {
            await Eventually.TrueAsync(() => _time.Pending is [var pause] && pause <= TimeSpan.FromSeconds(4));
            _time.Pending[0].TotalSeconds.ShouldBeInRange(longest / 2, longest);
            _time.Advance(TimeSpan.FromSeconds(longest));
        }
        await flushed;
        client.Counts.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_answer_doubles_nothing()
    {
        _server.AnswerLost = number => number == 0 ? Results.Text("<html>A portal says hello.</html>") : null;
        await using var client = Client(o => (o.FirstPause, o.TimeProvider) = (TimeSpan.FromMilliseconds(1), TimeProvider.System));
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(1, 0, 1, 0, 0, 0));
        _server.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_failure_like_others()
    {
        FailFirst(
            1,
            context =>
            {
                context.Abort();
                return Results.Empty;
            }
        );
        await using var client = Client(o => (o.FirstPause, o.TimeProvider) = (TimeSpan.FromMilliseconds(1), TimeProvider.System));
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_after_the_timeout()
    {
        _server.Fault = async (number, context) =>
        {
            if (number == 0)
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return null;
        };
        await using var client = Client(o => o.RequestTimeout = TimeSpan.FromSeconds(3));
        await client.TrackAsync("click", "user-1");
        var flushed = client.FlushAsync();
        await Eventually.TrueAsync(() => _server.Requests.Count == 1);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => _time.Pending is [var pause] && pause <= TimeSpan.FromSeconds(0.5));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await flushed;
        // The first request may store the event after its client has gone.
        (client.Counts.Accepted + client.Counts.Duplicates).ShouldBe(1);
        _server.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_and_told()
    {
        _server.Fault = static (_, _) => Task.FromResult<IResult?>(Results.StatusCode(503));
        await using var client = Client(o => o.RetryFor = TimeSpan.Zero);
        var id = Guid.NewGuid();
        await client.TrackAsync(new CairnEvent("click", "user-1") { Id = id });
        await client.FlushAsync();
        var lost = _lost.ShouldHaveSingleItem();
        (lost.Reason, lost.Count, lost.Ids.Single(), lost.Detail).ShouldBe((LostReason.GaveUp, 1, id, "The server answered 503."));
    }

    [Fact]
    public async Task A_bad_event_is_told_and_the_others_arrive()
    {
        await using var client = Client();
        await client.TrackAsync("good", "user-1");
        var id = Guid.NewGuid();
        await client.TrackAsync(new CairnEvent("bad", "user-1") { Id = id });
        await client.FlushAsync();
        _rejected.ShouldHaveSingleItem().ShouldBe(new RejectedEvent(id, "bad", "invalid_event", "It is bad."));
        client.Counts.ShouldBe(new CairnCounts(2, 1, 0, 1, 0, 0));
    }

    [Fact]
    public async Task A_refused_request_is_not_sent_again()
    {
        FailFirst(1, _ => Results.Json(new { code = "unknown_key", detail = "No project has this key." }, statusCode: 401));
        await using var client = Client();
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        var told = _rejected.ShouldHaveSingleItem();
        (told.Code, told.Message).ShouldBe(("unknown_key", "No project has this key."));
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_does_not_take_the_key_elsewhere()
    {
        FailFirst(1, _ => Results.Redirect("http://elsewhere.invalid/"));
        await using var client = Client();
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        _rejected.ShouldHaveSingleItem().Code.ShouldBe("http_302");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_halved()
    {
        _server.Fault = (_, context) =>
            Task.FromResult<IResult?>(_server.Requests.Last().Events.Count > 3 ? Results.StatusCode(413) : null);
        await using var client = Client();
        for (var i = 0; i < 10; i++)
            await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(10, 10, 0, 0, 0, 0));
        _server.Stored.Count.ShouldBe(10);
    }

    [Fact]
    public async Task One_event_that_is_too_large_is_lost_alone()
    {
        await using var client = Client();
        (await client.TrackAsync("click", "user-1", new { text = new string('x', 1024 * 1024) })).ShouldBeFalse();
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        await Eventually.TrueAsync(() => !_lost.IsEmpty);
        _lost.Single().Reason.ShouldBe(LostReason.TooLarge);
        client.Counts.ShouldBe(new CairnCounts(2, 1, 0, 0, 1, 0));
    }

    private CairnClient Client(Action<CairnClientOptions>? change = null) =>
        new(
            _server.Options(o =>
            {
                (o.TimeProvider, o.OnLost, o.OnRejected) = (_time, _lost.Enqueue, _rejected.Enqueue);
                change?.Invoke(o);
            })
        );

    private void FailFirst(int count, Func<HttpContext, IResult> fault) =>
        _server.Fault = (number, context) => Task.FromResult(number < count ? fault(context) : null);

    private static IResult Busy(HttpContext context, string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return Results.StatusCode(503);
    }

    /// <summary>Until the client waits before its second attempt.</summary>
    private async Task FailOnceAsync(CairnClient client)
    {
        await client.TrackAsync("click", "user-1");
        _ = client.FlushAsync();
        await Eventually.TrueAsync(() => _server.Requests.Count == 1 && _time.Pending is [var pause] && pause != TimeSpan.FromSeconds(30));
    }
}
