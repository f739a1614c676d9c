using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cairn.Client.Tests.Support;

/// <summary>Answers as Cairn does at its native route, over real HTTP, and as badly as it is told. For faults only: what Cairn itself says to the client is tested
/// against Cairn.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Every request in order, refused ones too.</summary>
    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    /// <summary>How often each id was stored: never more than once.</summary>
    public ConcurrentDictionary<Guid, JsonElement> Stored { get; } = new();

    /// <summary>Asked first, with the number of the request from 0; null: take it.</summary>
    public Func<int, HttpContext, Task<IResult?>> Fault { get; set; } = static (_, _) => Task.FromResult<IResult?>(null);

    /// <summary>After the events are stored; null: the true answer.</summary>
    public Func<int, IResult?> AnswerLost { get; set; } = static _ => null;

    public IEnumerable<JsonElement> Events => Requests.SelectMany(request => request.Events);

    public static async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var standIn = new StandIn(builder.Build());
        standIn._app.Urls.Add("http://127.0.0.1:0");
        standIn._app.MapPost("/ingest/events", (Delegate)standIn.TakeAsync);
        await standIn._app.StartAsync(CancellationToken.None);
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public CairnClientOptions Options(Action<CairnClientOptions>? change = null)
    {
        var options = new CairnClientOptions { Url = Url, WriteKey = "cwk_test" };
        change?.Invoke(options);
        return options;
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        await using var unpacked = new GZipStream(context.Request.Body, CompressionMode.Decompress);
        using var body = await JsonDocument.ParseAsync(unpacked, cancellationToken: context.RequestAborted);
        var events = body.RootElement.GetProperty("events").EnumerateArray().Select(e => e.Clone()).ToArray();
        int number;
        lock (Requests)
        {
            number = Requests.Count;
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            Requests.Enqueue(new(headers, body.RootElement.GetProperty("sent_at").GetDateTimeOffset(), events));
        }
        if (await Fault(number, context) is { } fault)
            return fault;
        var bad = events.Index().Where(e => e.Item.GetProperty("event").GetString() == "bad").ToArray();
        var good = events.Where(e => e.GetProperty("event").GetString() != "bad").ToArray();
        var accepted = good.Count(e => Stored.TryAdd(e.GetProperty("id").GetGuid(), e));
        return AnswerLost(number)
            ?? Results.Ok(
                new
                {
                    accepted,
                    duplicates = good.Length - accepted,
                    rejected = bad.Select(e => new
                    {
                        index = e.Index,
                        code = "invalid_event",
                        message = "It is bad.",
                    }),
                }
            );
    }
}

internal sealed record SeenRequest(IReadOnlyDictionary<string, string> Headers, DateTimeOffset SentAt, IReadOnlyList<JsonElement> Events);
