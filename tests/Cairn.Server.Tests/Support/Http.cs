using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Cairn.Server.Tests.Support;

/// <summary>A client of one server. Keeps cookies.</summary>
/// <param name="from">The loopback address that the server sees, for those who must not share a limit; null: the usual one.</param>
public sealed class Http(Uri server, string? key, IPAddress? from = null) : IDisposable
{
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = from is null
                ? null
                : (context, cancellationToken) => ConnectAsync(from, context.DnsEndPoint, cancellationToken),
        }
    )
    {
        BaseAddress = server,
    };

    /// <summary>Sent as Origin when not null.</summary>
    public string? Origin { get; set; }

    /// <summary>Sent as Cookie when not null; follows what the server sets, as a browser does.</summary>
    public string? Cookie { get; set; }

    /// <summary>Sent as Sec-Fetch-Site when not null.</summary>
    public string? FetchSite { get; set; }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body));

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        return await SendAsync(request);
    }

    /// <summary>For what the other methods cannot say: bytes, more headers.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        if (Origin is not null)
            request.Headers.Add("Origin", Origin);
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        if (FetchSite is not null)
            request.Headers.Add("Sec-Fetch-Site", FetchSite);
        using var response = await _client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.First().Split(';')[0] is var pair)
            Cookie = pair.EndsWith('=') ? null : pair;
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase)
        );
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _client.Dispose();
}

public sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement.Clone();

    /// <summary>The problem's code.</summary>
    public string? Code => Json.GetProperty("code").GetString();

    /// <summary>Pointer → code of every fault the problem lists.</summary>
    public IReadOnlyDictionary<string, string> Faults =>
        Json.GetProperty("errors")
            .EnumerateArray()
            .ToDictionary(e => e.GetProperty("pointer").GetString()!, e => e.GetProperty("code").GetString()!);

    public void ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Text);
        Headers["Content-Type"].ShouldBe("application/problem+json");
        Code.ShouldBe(code, Text);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
    }
}
