using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Cairn.AspNetCore;
using Cairn.Client.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cairn.Client.Tests.AspNetCore;

/// <summary>A real application on a real port, that sends to a stand-in for Cairn. The header <c>Test-User</c> signs a user in.</summary>
internal sealed class SmallApp : IAsyncDisposable
{
    private const string Body = "a body with a secret";

    private readonly WebApplication _app;
    private readonly StandIn _cairn;
    private readonly HttpClient _http;

    private SmallApp(WebApplication app, StandIn cairn)
    {
        (_app, _cairn) = (app, cairn);
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
    }

    public CairnClient Client => _app.Services.GetRequiredService<CairnClient>();

    public static async Task<SmallApp> StartAsync(Action<CairnOptions>? configure = null, bool handlesExceptions = false)
    {
        var cairn = await StandIn.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks();
        builder.Services.AddCairn(options =>
        {
            (options.Client.Url, options.Client.WriteKey) = (cairn.Url, "cwk_test");
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseCairn();
        if (handlesExceptions)
            app.UseExceptionHandler(inner => inner.Run(context => context.Response.WriteAsync("Sorry.")));
        app.Use(
            (context, next) =>
            {
                if (context.Request.Headers["Test-User"].ToString() is { Length: > 0 } user)
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
                return next(context);
            }
        );
        app.MapGet("/orders/{id:int}", (int id) => $"order {id}");
        app.MapPost(
            "/orders",
            async (HttpContext context) =>
            {
                // Reads the body whole, to the byte.
                var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
                context.Response.StatusCode = body == Body ? 201 : 400;
            }
        );
        app.MapGet("/broken/{id}", string (string id) => throw new InvalidOperationException($"secret {id}"));
        app.MapGet("/ignored", () => "").WithCairnIgnored();
        app.MapGet("/ignored-too", [CairnIgnore] () => "");
        app.MapHealthChecks("/is-it-well");
        app.MapGet("/health/live", () => "");
        app.MapPost(
            "/sign-in",
            (HttpContext context, CairnEvents events) => events.SignedInAsync(context, "user-1", "password", new { plan = "pro" })
        );
        app.MapPost(
            "/buy",
            async (HttpContext context, CairnEvents events) =>
            {
                await events.PaidAsync(context, 99.99m, "EUR", "pay-1", "card");
                await events.RefundedAsync(context, 10m, "EUR", "pay-1");
                await events.PaymentFailedAsync(context, 5m, "EUR", "card_declined");
                await events.OneTimeCodeSentAsync(context, "sms", "payment");
                await events.OneTimeCodeFailedAsync(context, "sms", "wrong");
                await events.OneTimeCodeVerifiedAsync(context, "sms");
                await events.ProfileChangedAsync(context, ["email", "avatar"], new { has_avatar = true });
                await events.SignInFailedAsync(context, "wrong_password");
                await events.SignedOutAsync(context);
                await events.TrackAsync(context, "custom", new { a = 1 });
            }
        );
        await app.StartAsync(CancellationToken.None);
        return new SmallApp(app, cairn);
    }

    public async Task<HttpStatusCode> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent(Body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return response.StatusCode;
    }

    /// <summary>All events of the requests answered so far. An answer is read before its request is tracked, so an application's end is waited for.</summary>
    public async Task<JsonElement[]> EventsAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await Client.FlushAsync();
        return [.. _cairn.Events];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _cairn.DisposeAsync();
    }
}
