using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Recent;
using Cairn.Ingest.Sealing;
using Cairn.Ingest.Spool;
using Cairn.Testing;
using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Tests.Wire;

/// <summary>The endpoint on a spool of its own, without a socket.</summary>
internal sealed class Door : IAsyncDisposable
{
    public const string Key = "cwk_test";

    private readonly IngestEndpoints _endpoints;

    public Door(int? eventsPerSecond = null, SpoolOptions? options = null, Func<WriteKey, WriteKey>? bound = null, ManualTime? time = null)
    {
        Time = time ?? new ManualTime();
        Spool = EventSpool.Open(options ?? new SpoolOptions(TestFolder.Create("door"), MinFreeBytes: 0), Time);
        Take = new TakeEvents(
            new HandOver(Spool),
            Given.Steps,
            (key, _) => ValueTask.FromResult(key == Key ? Bound(new WriteKey(key, Given.Project, eventsPerSecond)) : null),
            Accepted,
            Recent,
            Time
        );
        _endpoints = new IngestEndpoints(Take);

        WriteKey Bound(WriteKey key) => bound is null ? key : bound(key);
    }

    /// <summary>What every endpoint hands its events to.</summary>
    public TakeEvents Take { get; }

    public RecentRequests Recent { get; } = new();

    public ManualTime Time { get; }

    public AcceptedEvents Accepted { get; } = new();

    public EventSpool Spool { get; }

    public Task<Reply> PostAsync(string body, string type = "application/json", string? key = Key, string? origin = null) =>
        PostAsync(Encoding.UTF8.GetBytes(body), type, encoding: null, key, origin);

    /// <summary>What a browser asks first.</summary>
    public async Task<(int Status, IHeaderDictionary Headers)> PreflightAsync(string origin, string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "OPTIONS";
        context.Request.QueryString = new QueryString(query);
        context.Request.Headers.Origin = origin;
        await _endpoints.PreflightAsync(context);
        return (context.Response.StatusCode, context.Response.Headers);
    }

    public async Task<Reply> PostAsync(
        byte[] body,
        string type = "application/json",
        string? encoding = null,
        string? key = Key,
        string? origin = null
    )
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.ContentType = type;
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body);
        if (encoding is not null)
            context.Request.Headers.ContentEncoding = encoding;
        if (key is not null)
            context.Request.Headers.Authorization = "Bearer " + key;
        if (origin is not null)
            context.Request.Headers.Origin = origin;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await _endpoints.HandleAsync(context);
        using var json = JsonDocument.Parse(answer.ToArray());
        return new Reply(context.Response.StatusCode, json.RootElement.Clone(), context.Response.Headers);
    }

    /// <summary>All that is in the spool, in order.</summary>
    public IReadOnlyList<Event> Stored()
    {
        using var reader = new SpoolReader(Spool, (_, _) => { });
        reader.Seek(0);
        return [.. reader.Read(int.MaxValue, long.MaxValue).Select(e => e.Event)];
    }

    public ValueTask DisposeAsync() => Spool.DisposeAsync();
}

internal sealed record Reply(int Status, JsonElement Json, IHeaderDictionary Headers)
{
    public int Accepted => Json.GetProperty("accepted").GetInt32();

    public int Duplicates => Json.GetProperty("duplicates").GetInt32();

    /// <summary>index:code of each refused event.</summary>
    public IReadOnlyList<string> Rejected =>
        [.. Json.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("index")}:{r.GetProperty("code")}")];

    public string? Code => Json.GetProperty("code").GetString();
}
