using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;

namespace Cairn.Sample.Output;

/// <summary>Where to send a history, and how.</summary>
/// <param name="Url">The server, e.g. <c>http://127.0.0.1:5280</c>.</param>
/// <param name="WriteKey">A project's write key.</param>
/// <param name="Connections">Requests under way at once.</param>
/// <param name="Skip">Leave out this many events from the start: to go on after an interruption. Sending them again is harmless, only slower.</param>
public sealed record SendOptions(Uri Url, string WriteKey, int Connections = 4, long Skip = 0)
{
    /// <summary>The contract allows 2,000.</summary>
    public int EventsPerRequest { get; init; } = 1000;

    /// <summary>How long a request is tried again while the server is away or busy.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What the server said so far.</summary>
/// <param name="FirstRejection">The first refusal as the server put it; null when there was none.</param>
public readonly record struct SendProgress(long Sent, long Accepted, long Duplicates, long Rejected, long Retries, string? FirstRejection);

/// <summary>The server refused the whole request for good, or was away for too long.</summary>
public sealed class SendException(string message) : Exception(message);

/// <summary>Sends a history to <c>POST /ingest/events</c>, several requests at once, trying again while the server is busy or away.
/// Memory: two batches per connection.</summary>
public sealed class IngestSender(SendOptions options) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = options.Connections })
    {
        Timeout = TimeSpan.FromMinutes(2),
    };
    private readonly Lock _gate = new();
    private SendProgress _progress;

    /// <summary>What was answered up to now. Safe to read while sending.</summary>
    public SendProgress Progress
    {
        get
        {
            lock (_gate)
                return _progress;
        }
    }

    /// <exception cref="SendException">Refused for good, or away for longer than the patience.</exception>
    public async Task<SendProgress> SendAsync(SampleHistory history, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var requests = Channel.CreateBounded<(byte[] Body, int Events)>(options.Connections);
        var senders = Enumerable.Range(0, options.Connections).Select(_ => DrainAsync(requests.Reader, stop)).ToArray();
        try
        {
            await FillAsync(history, requests.Writer, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A sender gave up; its exception is the one to show.
        }
        requests.Writer.TryComplete();
        await Task.WhenAll(senders);
        return Progress;
    }

    public void Dispose() => _client.Dispose();

    private async Task FillAsync(SampleHistory history, ChannelWriter<(byte[], int)> requests, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(1 << 20);
        var (events, skip) = (0, options.Skip);
        foreach (var batch in history.Sessions())
        {
            foreach (var item in batch.Events)
            {
                if (skip-- > 0)
                    continue;
                body.Write(batch[item.Line]);
                body.WriteByte((byte)'\n');
                if (++events < options.EventsPerRequest)
                    continue;
                await requests.WriteAsync((body.ToArray(), events), cancellationToken);
                body.SetLength(0);
                events = 0;
            }
        }
        if (events > 0)
            await requests.WriteAsync((body.ToArray(), events), cancellationToken);
    }

    private async Task DrainAsync(ChannelReader<(byte[] Body, int Events)> requests, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var (body, events) in requests.ReadAllAsync(stop.Token))
                await SendPatientlyAsync(body, events, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task SendPatientlyAsync(byte[] body, int events, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + options.Patience;
        for (var attempt = 0; ; attempt++)
        {
            var (wait, reason) = await TryAsync(body, events, cancellationToken);
            if (wait is null)
                return;
            if (DateTime.UtcNow > deadline)
                throw new SendException($"The server could not take events for {options.Patience.TotalSeconds:0} s: {reason}");
            Count(progress => progress with { Retries = progress.Retries + 1 });
            var backOff = TimeSpan.FromMilliseconds(Math.Min(10_000, 200 << Math.Min(attempt, 6)));
            await Task.Delay(wait.Value > backOff ? wait.Value : backOff, cancellationToken);
        }
    }

    /// <summary>How long the server wants us to wait at least; null when it took the events.</summary>
    private async Task<(TimeSpan? Wait, string Reason)> TryAsync(byte[] body, int events, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Url, "/ingest/events"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.WriteKey);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/x-ndjson") } };
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Note(text, events);
                return (null, "");
            }
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
                return (response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, $"it answered {(int)response.StatusCode}.");
            throw new SendException($"The server refused the events with status {(int)response.StatusCode}: {text}");
        }
        catch (HttpRequestException exception)
        {
            return (TimeSpan.Zero, exception.Message);
        }
    }

    private void Note(string answer, int events)
    {
        using var json = JsonDocument.Parse(answer);
        var root = json.RootElement;
        var rejected = root.TryGetProperty("rejected", out var list) ? list.GetArrayLength() : 0;
        Count(progress =>
            progress with
            {
                Sent = progress.Sent + events,
                Accepted = progress.Accepted + root.GetProperty("accepted").GetInt64(),
                Duplicates = progress.Duplicates + root.GetProperty("duplicates").GetInt64(),
                Rejected = progress.Rejected + rejected,
                FirstRejection = progress.FirstRejection ?? (rejected > 0 ? list[0].GetRawText() : null),
            }
        );
    }

    private void Count(Func<SendProgress, SendProgress> change)
    {
        lock (_gate)
            _progress = change(_progress);
    }
}
