using System.Net;
using System.Net.Sockets;

namespace Cairn.Ingest.Mirror;

/// <summary>Sends a message, again after a while where that helps. Follows no redirect, keeps no cookie, uses no proxy, reads no answer but its status.</summary>
internal sealed class SendToVendor(MirrorOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _mostPatience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = VendorAddress.ConnectAsync,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <returns>Null: the vendor took it; else why not.</returns>
    public async Task<string?> RunAsync(VendorMessage message, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var (fault, canRetry, wait) = await TryAsync(message, cancellationToken);
            if (fault is null || !canRetry || tries == options.BackOff.Count)
                return fault;
            var patience = wait is { } told && told > options.BackOff[tries] && told <= _mostPatience ? told : options.BackOff[tries];
            await Task.Delay(patience, time, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(string? Fault, bool CanRetry, TimeSpan? Wait)> TryAsync(VendorMessage message, CancellationToken cancellationToken)
    {
        using var timeOut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeOut.CancelAfter(options.TimeOut);
        try
        {
            using var request = message.ToHttp();
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeOut.Token);
            if (answer.IsSuccessStatusCode)
                return (null, false, null);
            var canRetry =
                answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.BadGateway and <= HttpStatusCode.GatewayTimeout;
            return ($"The vendor answered {(int)answer.StatusCode}.", canRetry, answer.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ($"The vendor did not answer within {options.TimeOut.TotalSeconds:0.##} s.", true, null);
        }
        catch (HttpRequestException e)
        {
            for (Exception? inner = e; inner is not null; inner = inner.InnerException)
                if (inner is AddressRefusedException)
                    return ("The vendor's name leads to an address that nothing may be sent to.", false, null);
            return ($"The vendor cannot be reached: {Word(e)}.", true, null);
        }
    }

    private static string Word(HttpRequestException e) =>
        e.InnerException is SocketException socket ? socket.SocketErrorCode.ToString() : e.HttpRequestError.ToString();
}
