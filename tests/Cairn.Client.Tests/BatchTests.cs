using Cairn.Client.Tests.Support;
using Cairn.Testing;

namespace Cairn.Client.Tests;

public sealed class BatchTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private StandIn _server = null!;

    public async Task InitializeAsync() => _server = await StandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Fifty_events_go_at_once()
    {
        await using var client = Client();
        for (var i = 0; i < 50; i++)
            (await client.TrackAsync("click", $"user-{i}")).ShouldBeTrue();
        await Eventually.TrueAsync(() => client.Counts.Accepted == 50);
        _server.Requests.ShouldHaveSingleItem().Events.Count.ShouldBe(50);
    }

    [Fact]
    public async Task Fewer_wait_five_seconds()
    {
        await using var client = Client();
        await client.TrackAsync("click", "user-1");
        await Eventually.TrueAsync(() => _time.Pending.Count == 1);
        _time.Pending.ShouldBe([TimeSpan.FromSeconds(5)]);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        _server.Requests.ShouldBeEmpty();
        client.Counts.Waiting.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.TrueAsync(() => client.Counts.Accepted == 1);
    }

    [Fact]
    public async Task No_request_holds_more_than_a_batch()
    {
        await using var client = Client();
        for (var i = 0; i < 120; i++)
            await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        _server.Requests.Select(request => request.Events.Count).ShouldBe([50, 50, 20]);
    }

    [Fact]
    public async Task A_flush_returns_when_all_has_arrived()
    {
        await using var client = Client();
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        client.Counts.ShouldBe(new CairnCounts(1, 1, 0, 0, 0, 0));
        await client.FlushAsync();
    }

    [Fact]
    public async Task Disposing_sends_what_waits()
    {
        var client = Client();
        await client.TrackAsync("click", "user-1");
        await client.DisposeAsync();
        _server.Stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Requests_are_packed_and_carry_the_key_and_the_clients_clock()
    {
        await using var client = Client();
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        var request = _server.Requests.ShouldHaveSingleItem();
        request.Headers["Content-Encoding"].ShouldBe("gzip");
        request.Headers["Authorization"].ShouldBe("Bearer cwk_test");
        request.Headers["User-Agent"].ShouldStartWith("cairn-dotnet/0.1");
        request.SentAt.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task An_address_may_have_a_path()
    {
        await using var client = new CairnClient(_server.Options(o => o.Url = new Uri(_server.Url, "cairn/")));
        await client.TrackAsync("click", "user-1");
        await client.FlushAsync();
        // The stand-in has no such route: 404 is a refusal.
        client.Counts.Rejected.ShouldBe(1);
    }

    private CairnClient Client() => new(_server.Options(o => o.TimeProvider = _time));
}
