using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Fuzz.Tests;

/// <summary>Sends bytes that need not be HTTP, says that no more will come, and reads whatever comes back.</summary>
internal static class RawExchange
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <returns>The status of the answer; 0 when the server closed the connection without one.</returns>
    /// <exception cref="TimeoutException">It neither answered nor closed.</exception>
    public static async Task<int> SendAsync(int port, ReadOnlyMemory<byte> request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(_limit);
        var answer = new byte[16 * 1024];
        var have = 0;
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token);
            for (var sent = 0; sent < request.Length; )
                sent += await socket.SendAsync(request[sent..], SocketFlags.None, limit.Token);
            socket.Shutdown(SocketShutdown.Send);
            while (have < answer.Length)
            {
                var read = await socket.ReceiveAsync(answer.AsMemory(have), SocketFlags.None, limit.Token);
                if (read == 0)
                    break;
                have += read;
            }
        }
        catch (SocketException)
        {
            // Closed in our face: allowed for what is no HTTP.
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException(
                $"Neither answer nor close within {_limit.TotalSeconds:0} s for: {Encoding.Latin1.GetString(request.Span[..Math.Min(300, request.Length)])}",
                exception
            );
        }
        var text = Encoding.ASCII.GetString(answer, 0, Math.Min(have, 12));
        return text.StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(text.AsSpan(9), out var status) ? status : 0;
    }
}
