using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Formats.Traces;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Recent;
using Cairn.Ingest.Spool;
using Cairn.Ingest.Tests.Wire;
using Cairn.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Ingest.Tests.Formats;

/// <summary>Every wire format over real HTTP, on a spool of its own.</summary>
internal sealed class FormatServer : IAsyncDisposable
{
    /// <summary>A public name of the project, as sites and slugs are.</summary>
    public const string Site = "shop.example";

    /// <summary>Another one of the same project.</summary>
    public const string OtherSite = "blog.example";

    private readonly Door _door;
    private readonly KeptParts _parts;
    private readonly string _partsFolder;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private FormatServer(Door door, KeptParts parts, string partsFolder, WebApplication app)
    {
        (_door, _parts, _partsFolder, _app) = (door, parts, partsFolder, app);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public ManualTime Time => _door.Time;

    public RecentRequests Recent => _door.Recent;

    /// <summary>Name and port.</summary>
    public string Host => _http.BaseAddress!.Authority;

    /// <summary>Where events in parts wait.</summary>
    public KeptParts Parts => _parts;

    public string PartsFolder => _partsFolder;

    public required RecentTraces Traces { get; init; }

    public static Task<FormatServer> StartAsync(
        int? eventsPerSecond = null,
        Func<WriteKey, WriteKey>? bound = null,
        Func<Door, Mirrors>? mirrors = null
    ) => StartAsync(new Door(eventsPerSecond, bound: bound), TestFolder.Create("parts"), mirrors);

    /// <summary>A server on copies of this one's files as they are now, as after a kill.</summary>
    /// <param name="later">How much later it starts.</param>
    public Task<FormatServer> KillAndRestartAsync(TimeSpan later = default)
    {
        var (spool, parts) = (TestFolder.Create("door"), TestFolder.Create("parts"));
        Copy(_door.Spool.Folder, spool);
        Copy(_partsFolder, parts);
        var door = new Door(options: new SpoolOptions(spool, MinFreeBytes: 0), time: _door.Time);
        _door.Time.Advance(later);
        return StartAsync(door, parts);
    }

    private static async Task<FormatServer> StartAsync(Door door, string partsFolder, Func<Door, Mirrors>? mirrors = null)
    {
        var parts = KeptParts.Open(new SpoolOptions(partsFolder, MinFreeBytes: 0), door.Spool, door.Accepted, door.Time);
        var traces = new RecentTraces(door.Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(
            new FormatEndpoints(
                door.Take,
                (site, _) => ValueTask.FromResult(site is Site or OtherSite ? Door.Key : null),
                new CookielessSalts(door.Time),
                traces,
                parts,
                mirrors?.Invoke(door)
            )
        );
        var app = builder.Build();
        app.MapFormats();
        await app.StartAsync();
        return new FormatServer(door, parts, partsFolder, app) { Traces = traces };
    }

    /// <summary>Everything stored so far, in order.</summary>
    public IReadOnlyList<Event> Stored() => _door.Stored();

    public Task<FormatReply> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        PostAsync(path, JsonSerializer.SerializeToUtf8Bytes(body), "application/json", headers);

    public Task<FormatReply> PostTextAsync(
        string path,
        string body,
        string type = "text/plain",
        params (string Name, string Value)[] headers
    ) => PostAsync(path, Encoding.UTF8.GetBytes(body), type, headers);

    public Task<FormatReply> PostAsync(string path, byte[] body, string type, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return SendAsync(request, headers);
    }

    public Task<FormatReply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    public Task<FormatReply> PreflightAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Options, path), headers);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _parts.DisposeAsync();
        await _door.DisposeAsync();
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private async Task<FormatReply> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        using (request)
        {
            foreach (var (name, value) in headers)
                if (!request.Headers.TryAddWithoutValidation(name, value))
                    request.Content?.Headers.TryAddWithoutValidation(name, value);
            using var answer = await _http.SendAsync(request);
            return new FormatReply(
                (int)answer.StatusCode,
                answer.Content.Headers.ContentType?.MediaType,
                await answer.Content.ReadAsByteArrayAsync(),
                answer
                    .Headers.Concat(answer.Content.Headers)
                    .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase)
            );
        }
    }
}

/// <summary>An answer as a client sees it.</summary>
internal sealed record FormatReply(int Status, string? Type, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>What tests ask of stored events.</summary>
internal static class StoredEvents
{
    /// <summary>A property as text (of anything but text: its JSON); null when it is absent.</summary>
    public static string? Property(this Event e, string name) => Read(e.Properties, name);

    public static string? SetProperty(this Event e, string name) => Read(e.Set, name);

    public static string? SetOnceProperty(this Event e, string name) => Read(e.SetOnce, name);

    public static string TimeText(this Event e) =>
        e.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Read(ReadOnlyMemory<byte> json, string name)
    {
        if (json.IsEmpty)
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : value.GetRawText()
            : null;
    }
}
