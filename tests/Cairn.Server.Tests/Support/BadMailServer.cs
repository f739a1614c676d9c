using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cairn.Server.Mail;

namespace Cairn.Server.Tests.Support;

/// <summary>A mail server that takes no letter: it says nothing at all, or shows a certificate that nobody signed.</summary>
internal sealed class BadMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly bool _isSilent;
    private readonly Task _serving;
    private int _calls;

    public BadMailServer(bool isSilent)
    {
        _isSilent = isSilent;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Calls => _calls;

    public MailSettings Settings =>
        new(new SmtpAddress("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, null, null, IsPlain: _isSilent), "cairn@example.com")
        {
            Patience = TimeSpan.FromMilliseconds(300),
        };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _calls);
                await TalkAsync(client.GetStream());
            }
            catch (Exception e)
                when (e
                        is IOException
                            or SocketException
                            or OperationCanceledException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The client went away, as it should.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        if (_isSilent)
        {
            await stream.ReadExactlyAsync(new byte[1], _end.Token);
            return;
        }
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        await stream.WriteAsync("220 bad\r\n"u8.ToArray(), _end.Token);
        await reader.ReadLineAsync(_end.Token);
        await stream.WriteAsync("250-bad\r\n250 STARTTLS\r\n"u8.ToArray(), _end.Token);
        await reader.ReadLineAsync(_end.Token);
        await stream.WriteAsync("220 go on\r\n"u8.ToArray(), _end.Token);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddYears(-2),
            DateTimeOffset.UtcNow.AddYears(-1)
        );
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _end.Token);
        await tls.ReadExactlyAsync(new byte[1], _end.Token);
    }
}
