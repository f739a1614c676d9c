using System.Net;
using System.Security.Claims;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Order;
using Cairn.AspNetCore;
using Cairn.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Sdk.Bench;

/// <summary>What <c>UseCairn</c> adds to a request on the request's own thread: the same request through a pipeline with it and through one without. Packing and sending happen on another
/// thread; the answers come at once and without a network, so that the queue never fills.</summary>
[MemoryDiagnoser]
[Orderer(SummaryOrderPolicy.Declared)]
public class MiddlewareBench
{
    private readonly DefaultHttpContext _context = new();
    private ServiceProvider _services = null!;
    private RequestDelegate _without = null!;
    private RequestDelegate _with = null!;

    /// <summary>Bytes of the request's body. Time and allocation must not follow it.</summary>
    [Params(0, 1_000_000)]
    public int BodyBytes { get; set; }

    [Params("user", "nobody")]
    public string Visitor { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddCairn(options =>
        {
            options.Client.Url = new Uri("http://127.0.0.1:1");
            options.Client.WriteKey = "cwk_bench";
            options.Client.HttpHandler = new TakesEverything();
            // Any number may wait: what is measured is taking an event, not refusing it.
            (options.Client.BatchSize, options.Client.QueueCapacity, options.Client.QueueBytes) = (2000, 1_000_000, 1024L * 1024 * 1024);
        });
        _services = services.BuildServiceProvider();
        _without = new ApplicationBuilder(_services).Use(Nothing).Build();
        _with = new ApplicationBuilder(_services).UseCairn().Use(Nothing).Build();

        _context.RequestServices = _services;
        _context.Request.Method = "POST";
        _context.Request.Path = "/orders/4711";
        _context.Request.Body = new MemoryStream(new byte[BodyBytes]);
        _context.Request.ContentLength = BodyBytes;
        _context.Request.Headers.UserAgent =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        _context.Request.Headers.Referer = "https://shop.example.com/cart?step=2";
        _context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        if (Visitor == "user")
            _context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "user_123")], "bench"));
        _context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/orders/{id:int}"), 0, null, "orders"));
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await Console.Out.WriteLineAsync($"// {_services.GetRequiredService<CairnClient>().Counts}");
        await _services.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task Without() => _without(_context);

    [Benchmark]
    public Task WithCairn() => _with(_context);

    private static RequestDelegate Nothing(RequestDelegate next) => static _ => Task.CompletedTask;

    private sealed class TakesEverything : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"accepted":0,"duplicates":0,"rejected":[]}"""),
                }
            );
    }
}
