using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Ingest.Tests.Mirror;

/// <summary>A vendor on a port of its own that keeps what it is sent.</summary>
internal sealed class VendorStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Arrived> _arrived = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private readonly TaskCompletionSource _released = new();

    private VendorStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Url { get; private set; } = null!;

    public bool Hangs { get; set; }

    public IReadOnlyList<Arrived> Arrived => [.. _arrived];

    public static async Task<VendorStandIn> StartAsync()
    {
        var vendor = new VendorStandIn();
        await vendor._app.StartAsync();
        var address = vendor._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        vendor.Url = new Uri(address);
        return vendor;
    }

    /// <summary>The next requests get these; all others 200.</summary>
    public void AnswerNext(params int[] statuses)
    {
        foreach (var status in statuses)
            _answers.Enqueue(status);
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _arrived.Enqueue(
            new Arrived(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray()
            )
        );
        if (Hangs)
            await _released.Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : 200;
    }
}

/// <summary>A request as the vendor got it.</summary>
internal sealed record Arrived(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
