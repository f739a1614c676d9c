using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Cairn.Server.Tests.Support;

/// <summary>Speaks SignalR's JSON protocol over a WebSocket, as little of it as the tests need.</summary>
public sealed class LiveSocket : IDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket _socket = new();
    private readonly StringBuilder _received = new();

    /// <summary>Calls of client methods that came while something else was waited for, as JSON; also the server's reason to close.</summary>
    public List<string> Passed { get; } = [];

    /// <exception cref="WebSocketException">The server refused.</exception>
    public static async Task<LiveSocket> ConnectAsync(Uri server, params (string Name, string Value)[] headers)
    {
        var live = new LiveSocket();
        foreach (var (name, value) in headers)
            live._socket.Options.SetRequestHeader(name, value);
        await live._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/live" }.Uri, CancellationToken.None);
        await live.SendAsync("""{"protocol":"json","version":1}""");
        (await live.NextAsync()).EnumerateObject().ShouldBeEmpty("the handshake failed");
        return live;
    }

    /// <summary>Invokes the hub's method and waits for its completion.</summary>
    /// <returns>The error; null when it went well.</returns>
    public async Task<string?> InvokeAsync(string method, params object?[] arguments)
    {
        await SendAsync(
            JsonSerializer.Serialize(
                new
                {
                    type = 1,
                    invocationId = "1",
                    target = method,
                    arguments,
                }
            )
        );
        var completion = await NextAsync(type: 3);
        return completion.TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    /// <summary>The arguments of the next call of this client method.</summary>
    public async Task<JsonElement> CallAsync(string method)
    {
        while (true)
        {
            var message = await NextAsync(type: 1);
            if (message.GetProperty("target").GetString() == method)
                return message.GetProperty("arguments");
        }
    }

    /// <summary>The next call of any client method, and its arguments.</summary>
    public async Task<(string Target, JsonElement Arguments)> NextCallAsync()
    {
        var message = await NextAsync(type: 1);
        return (message.GetProperty("target").GetString()!, message.GetProperty("arguments"));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement> NextAsync(int type)
    {
        while (true)
        {
            var message = await NextAsync();
            var got = message.GetProperty("type").GetInt32();
            if (got == type)
                return message;
            if (got is 1 or 7)
                Passed.Add(message.GetRawText());
        }
    }

    private async Task<JsonElement> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = _received.ToString();
            if (text.IndexOf(End) is >= 0 and var end)
            {
                _received.Remove(0, end + 1);
                return JsonDocument.Parse(text[..end]).RootElement.Clone();
            }
            var read = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (read.MessageType is WebSocketMessageType.Close)
                throw new InvalidOperationException("The server closed the connection: " + string.Join(", ", Passed));
            _received.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
    }

    private Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
