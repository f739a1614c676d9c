using System.Collections.Concurrent;
using System.Text;
using Cairn.Sample.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cairn.Sample.Tests;

/// <summary>Over real HTTP, against a small receiver that is busy now and then.</summary>
public sealed class SenderTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<Guid, bool> _stored = new();
    private readonly SampleHistory _history = new(
        new()
        {
            Events = 4500,
            Days = 10,
            End = Histories.End,
        }
    );
    private WebApplication _receiver = null!;
    private Uri _url = null!;
    private int _requests;
    private int _refuseWith;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _receiver = builder.Build();
        _receiver.Urls.Add("http://127.0.0.1:0");
        _receiver.MapPost("/ingest/events", (Delegate)TakeAsync);
        await _receiver.StartAsync(CancellationToken.None);
        _url = new Uri(_receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task Every_event_arrives_although_the_server_is_busy_at_times()
    {
        using var sender = new IngestSender(new(_url, "cwk_test"));
        var done = await sender.SendAsync(_history, CancellationToken.None);
        _stored.Count.ShouldBe(4500);
        done.Accepted.ShouldBe(4500);
        done.Retries.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Sending_again_doubles_nothing()
    {
        using var first = new IngestSender(new(_url, "cwk_test"));
        await first.SendAsync(_history, CancellationToken.None);
        using var second = new IngestSender(new(_url, "cwk_test", Skip: 1000));
        var done = await second.SendAsync(_history, CancellationToken.None);
        (done.Accepted, done.Duplicates).ShouldBe((0, 3500));
    }

    [Fact]
    public async Task A_refusal_for_good_ends_it_and_says_why()
    {
        _refuseWith = 401;
        using var sender = new IngestSender(new(_url, "cwk_wrong"));
        var exception = await Should.ThrowAsync<SendException>(sender.SendAsync(_history, CancellationToken.None));
        exception.Message.ShouldContain("401");
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        if (_refuseWith > 0)
            return Results.StatusCode(_refuseWith);
        if (Interlocked.Increment(ref _requests) % 3 == 1)
            return Results.StatusCode(503);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var accepted = lines.Count(line => _stored.TryAdd(SampleEvent.Read(Encoding.UTF8.GetBytes(line)).Id, true));
        return Results.Ok(
            new
            {
                accepted,
                duplicates = lines.Length - accepted,
                rejected = Array.Empty<object>(),
            }
        );
    }
}
