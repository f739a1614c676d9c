using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Cairn.Server.Control;
using Cairn.Server.Settings;
using Cairn.Server.Starting;

namespace Cairn.Server.Commands;

/// <summary>Sends a command's request to the server that runs on the data folder. When none runs, starts one for the time of the request: it listens on the
/// control socket alone and takes no events.</summary>
internal sealed class AskServer(CairnSettings settings)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private readonly string _socket = ControlSocket.PathFor(settings.DataFolder);

    /// <summary>Does a server run on the data folder?</summary>
    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        try
        {
            (await ConnectAsync(cancellationToken)).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false; // no file, or one that a killed server left
        }
    }

    /// <param name="path">Below /control.</param>
    /// <param name="body">Written as JSON; null: none.</param>
    /// <exception cref="CommandException">The server refuses; the message says why and what to do.</exception>
    public async Task<T> RunAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        if (await IsRunningAsync(cancellationToken))
            return await SendAsync<T>(method, path, body, cancellationToken);
        await using var app = CairnServer.Build(settings with { Urls = [], IsForOneCommand = true });
        await app.PrepareAsync();
        await app.StartAsync(cancellationToken);
        try
        {
            return await SendAsync<T>(method, path, body, cancellationToken);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => new NetworkStream(await ConnectAsync(token), ownsSocket: true),
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://cairn"), Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(method, "/control" + path);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body, _json), Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new CommandException(Sentence(text, (int)answer.StatusCode));
        return JsonSerializer.Deserialize<T>(text.Length == 0 ? "null" : text, _json)!;
    }

    /// <summary>What a problem says, field by field.</summary>
    private static string Sentence(string text, int status)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            var said = new List<string>();
            foreach (var name in (string[])["title", "detail"])
            {
                if (problem.RootElement.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } sentence)
                    said.Add(sentence);
            }
            if (problem.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array)
                said.AddRange(errors.EnumerateArray().Select(error => $"{error.GetProperty("pointer")}: {error.GetProperty("message")}"));
            return string.Join(" ", said);
        }
        catch (JsonException)
        {
            return $"The server answered {status}.";
        }
    }
}

/// <summary>A command cannot be carried out. The message says why and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);
