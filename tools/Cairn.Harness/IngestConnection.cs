using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Harness;

/// <summary>What the server answered.</summary>
/// <param name="Status">The HTTP status; 0 when the connection broke before an answer.</param>
/// <param name="Body">Valid until the next request.</param>
public readonly record struct RawAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>A whole number behind <c>"name":</c> in the body; -1 when there is none.</summary>
    public int Number(ReadOnlySpan<byte> quotedName)
    {
        var at = Body.Span.IndexOf(quotedName);
        return at >= 0 && Utf8Parser.TryParse(Body.Span[(at + quotedName.Length + 1)..], out int value, out _) ? value : -1;
    }
}

/// <summary>One keep-alive HTTP/1.1 connection that sends bytes somebody else put together. No pipelining, no client library: a load generator
/// shares the machine with what it measures. About 10 µs per request beside the system calls.</summary>
public sealed class IngestConnection(int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;

    /// <summary>The head of a request to <c>POST /ingest/events</c> with the harness's key and a body of a fixed length.</summary>
    public static byte[] Head(int bodyBytes, string contentType = "application/json") =>
        Encoding.ASCII.GetBytes(
            $"POST /ingest/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {ServerProcess.WriteKey}\r\nContent-Type: {contentType}\r\nContent-Length: {bodyBytes}\r\n\r\n"
        );

    /// <summary>Sends a request and reads the answer. A broken connection gives status 0; the next request opens a new one.</summary>
    public async Task<RawAnswer> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            }
            for (var sent = 0; sent < request.Length; )
                sent += await _socket.SendAsync(request[sent..], SocketFlags.None, cancellationToken);
            return await ReadAsync(_socket, cancellationToken);
        }
        catch (SocketException)
        {
            Close();
            return default;
        }
    }

    public void Dispose() => Close();

    private async Task<RawAnswer> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var (have, headEnd) = (0, -1);
        while (headEnd < 0)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(have), SocketFlags.None, cancellationToken);
            if (read == 0)
            {
                Close();
                return default;
            }
            have += read;
            headEnd = _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
        }
        var (status, length, closes) = ReadHead(_buffer.AsSpan(0, headEnd + 2));
        var bodyStart = headEnd + 4;
        while (have < bodyStart + length)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(have), SocketFlags.None, cancellationToken);
            if (read == 0)
            {
                Close();
                return default;
            }
            have += read;
        }
        if (closes)
            Close();
        return new(status, _buffer.AsMemory(bodyStart, length));
    }

    private static (int Status, int Length, bool Closes) ReadHead(ReadOnlySpan<byte> head)
    {
        Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _);
        var length = 0;
        var at = head.IndexOf("Content-Length: "u8);
        if (at >= 0)
            Utf8Parser.TryParse(head[(at + "Content-Length: ".Length)..], out length, out _);
        return (status, length, head.IndexOf("Connection: close"u8) >= 0);
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
