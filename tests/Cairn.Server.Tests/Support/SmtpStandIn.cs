using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Cairn.Server.Mail;

namespace Cairn.Server.Tests.Support;

/// <summary>A mail server that takes every letter and keeps it, as far as the protocol of RFC 5321 goes without extensions.</summary>
public sealed class SmtpStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _letters = Channel.CreateUnbounded<string>();
    private readonly Task _serving;
    private int _received;

    public SmtpStandIn()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public MailSettings Settings =>
        new(SmtpAddress.Parse($"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"), "Cairn <cairn@example.com>");

    public int Received => _received;

    /// <summary>The next letter, headers and body; fails after 30 s.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await _letters.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stand-in");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("250 yes");
                continue;
            }
            await writer.WriteLineAsync("354 go on");
            var letter = new StringBuilder();
            while (await reader.ReadLineAsync() is { } text && text != ".")
                letter.AppendLine(text);
            Interlocked.Increment(ref _received);
            _letters.Writer.TryWrite(Decoded(letter.ToString()));
            await writer.WriteLineAsync("250 kept");
        }
    }

    /// <summary>Quoted-printable back to text (RFC 2045, 6.7): soft line breaks away, then every byte that is written as =XX.</summary>
    private static string Decoded(string letter) =>
        letter.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase)
            ? Regex.Replace(
                letter.ReplaceLineEndings("\n").Replace("=\n", ""),
                "=(?<byte>[0-9A-F]{2})",
                match => ((char)Convert.ToByte(match.Groups["byte"].Value, 16)).ToString(),
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            : letter;
}
