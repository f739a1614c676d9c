using System.Text.Json;
using Cairn.Ingest.Spool;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Support;

/// <summary>A project of a server from both ends: what is sent in, and what is answered about it.</summary>
public sealed class ProjectCalls(TestServer server, NewKeys keys) : IDisposable
{
    private readonly Http _sender = server.WithKey(keys.WriteKey);
    private readonly Http _reader = server.WithKey(keys.ApiKey);

    public NewKeys Keys => keys;

    /// <summary>With the key of an owner of the project.</summary>
    public Http Owner => _reader;

    /// <summary>The path of something in this project.</summary>
    public string Path(string rest) => $"/api/projects/{keys.Slug}{rest}";

    public static async Task<ProjectCalls> CreateAsync(TestServer server)
    {
        await server.StoreIsReadyAsync();
        return new ProjectCalls(server, await server.CreateProjectAsync());
    }

    /// <summary>Sends with the write key in the header.</summary>
    public Task<Answer> IngestAsync(object body) => _sender.PostAsync("/ingest/events", body);

    /// <summary>Sends bytes with any headers, content headers included, and no key but what they say.</summary>
    public async Task<Answer> IngestRawAsync(byte[] body, string path, params (string Name, string Value)[] headers)
    {
        using var http = server.WithKey(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return await http.SendAsync(request);
    }

    /// <summary>Sends events of this project that all must be taken.</summary>
    public async Task AcceptedAsync(params object[] events)
    {
        var answer = await IngestAsync(events);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(events.Length, answer.Text);
    }

    /// <summary>Waits until everything acknowledged is in the store or a dead letter.</summary>
    public Task DrainedAsync() =>
        server
            .Services.GetRequiredService<SpoolDrain>()
            .WaitUntilDrainedAsync(CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

    /// <summary>The event list's items once everything acknowledged is stored, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> StoredAsync()
    {
        await DrainedAsync();
        var answer = await _reader.GetAsync(Path("/events"));
        answer.Status.ShouldBe(200, answer.Text);
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }

    /// <summary>How many persons did this in the last seven days, as a trend tells it.</summary>
    public async Task<int> PersonsAsync(string eventName)
    {
        await DrainedAsync();
        var answer = await _reader.PostAsync(
            Path("/query"),
            new
            {
                kind = "trends",
                range = new { from = "-7d" },
                interval = "day",
                series = new[] { new { @event = eventName, measure = "persons" } },
            }
        );
        answer.Status.ShouldBe(200, answer.Text);
        return (int)answer.Json.GetProperty("series")[0].GetProperty("total").GetDouble();
    }

    /// <summary>A new API key of this role.</summary>
    public async Task<Http> WithRoleAsync(string role)
    {
        var made = await _reader.PostAsync(
            Path("/keys"),
            new
            {
                kind = "api",
                name = role,
                role,
            }
        );
        made.Status.ShouldBe(201, made.Text);
        return server.WithKey(made.Json.GetProperty("key").GetString());
    }

    public void Dispose()
    {
        _sender.Dispose();
        _reader.Dispose();
    }
}
