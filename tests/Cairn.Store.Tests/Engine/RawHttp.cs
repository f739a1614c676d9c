using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Store.Tests.Engine;

/// <summary>Sends bytes that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>Writes them, then reads whatever comes until the other side closes or nothing more comes for a second.</summary>
    public static async Task SendAsync(int port, byte[] bytes, bool reset = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        try
        {
            await client.GetStream().WriteAsync(bytes);
            if (reset)
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                return;
            }

            client.Client.Shutdown(SocketShutdown.Send);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            var buffer = new byte[4096];
            while (await client.GetStream().ReadAsync(buffer, limit.Token) > 0) { }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // The engine hung up, or waits for more: both are fine.
        }
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n"));
}
