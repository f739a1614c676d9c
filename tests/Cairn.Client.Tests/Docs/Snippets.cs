using Cairn.AspNetCore;
using Cairn.Extensions.AI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace Cairn.Client.Tests.Docs;

/// <summary>The code of docs/sdks/dotnet.md and of the packages' pages, so that it compiles. <see cref="DocsTests"/> compares them.</summary>
internal static class Snippets
{
    public static async Task AnyProgramAsync()
    {
        await using var cairn = new CairnClient("https://cairn.example.com", "cwk_…");

        await cairn.TrackAsync("order_placed", "user_123", new { amount = 99.99m, currency = "EUR" });
        await cairn.TrackPageViewAsync("user_123", "https://shop.example.com/shoes", referrer: "https://news.example.org/");
        await cairn.TrackFeatureAsync("csv_export", "user_123", new { rows = 1200 });
        await cairn.IdentifyAsync("user_123", anonymousId: "anon_9", set: new { plan = "pro" });
        await cairn.AliasAsync("user_123", "old_id_7");
        await cairn.SetAsync("user_123", set: new { plan = "team" }, setOnce: new { first_plan = "pro" });
        await cairn.GroupAsync("company", "acme", set: new { seats = 40 });
        await cairn.TrackAsync(
            new CairnEvent("report_shared", "user_123")
            {
                Timestamp = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero),
                SessionId = "session_5",
                Groups = new Dictionary<string, string> { ["company"] = "acme" },
                Properties = new Dictionary<string, object?> { ["report"] = "funnel" },
            }
        );
        await cairn.FlushAsync();
    }

    public static CairnClient WithCallbacks()
    {
        var options = new CairnClientOptions
        {
            Url = new Uri("https://cairn.example.com"),
            WriteKey = "cwk_…",
            OnLost = lost => Console.Error.WriteLine($"{lost.Count} events lost: {lost.Reason} {lost.Detail}"),
            OnRejected = rejected => Console.Error.WriteLine($"{rejected.Event} refused: {rejected.Code} {rejected.Message}"),
        };
        return new CairnClient(options);
    }

    public static async Task ModelsAsync(CairnClient cairn)
    {
        await cairn.TrackAIRequestAsync(
            new AIRequest("user_123", "openai", "gpt-5-mini")
            {
                InputTokens = 820,
                OutputTokens = 140,
                CacheReadTokens = 512,
                ReasoningTokens = 64,
                Latency = TimeSpan.FromSeconds(1.4),
                CostUsd = 0.0021m,
                TraceId = "trace_1",
                SpanId = "span_2",
                SessionId = "session_5",
            }
        );
        await cairn.TrackAIFeedbackAsync(new AIFeedback("user_123", "trace_1") { Positive = true, Text = "Just what I needed." });
    }

    public static WebApplication Web(WebApplicationBuilder builder)
    {
        builder.Services.AddCairn(options =>
        {
            options.Client.Url = new Uri("https://cairn.example.com");
            options.Client.WriteKey = "cwk_…";
        });

        var app = builder.Build();
        app.UseCairn();

        app.MapPost(
            "/sign-in",
            async (HttpContext context, CairnEvents events) =>
            {
                await events.SignedInAsync(context, userId: "user_123", method: "password", set: new { plan = "pro" });
            }
        );
        return app;
    }

    public static async Task ChatAsync(IChatClient provider, CairnClient cairn)
    {
        IChatClient chat = provider.UseCairn(cairn);

        using (
            CairnCall.Begin(
                new CairnCall
                {
                    DistinctId = "user_123",
                    SessionId = "session_5",
                    SpanName = "summarise",
                }
            )
        )
            await chat.GetResponseAsync("What is a cairn?");
    }
}
