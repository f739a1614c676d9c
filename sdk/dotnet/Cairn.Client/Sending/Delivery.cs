using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cairn.Client;

/// <summary>One request with its events, and what the server said to it. Follows no redirect: the key would go with it.</summary>
internal sealed class Delivery : IDisposable
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    private readonly CairnClientOptions _options;
    private readonly HttpClient _http;
    private readonly Uri _target;

    public Delivery(CairnClientOptions options)
    {
        _options = options;
        _target = new Uri(options.Url!.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/ingest/events");
        var handler =
            options.HttpHandler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler, disposeHandler: options.HttpHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 4 * 1024 * 1024,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.WriteKey);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("cairn-dotnet", EventJson.Version));
    }

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<Outcome> SendAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _target) { Content = Body(events) };
            using var response = await _http.SendAsync(request, both.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return Read(response, answer, events.Count);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Outcome.Failed($"No answer within {_options.RequestTimeout}.", null);
        }
#pragma warning disable CA1031 // A handler of the program's may throw anything. To send the same ids again is right whatever it was.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new Outcome.Failed($"{exception.GetType().Name}: {exception.Message}", null);
        }
    }

    public void Dispose() => _http.Dispose();

    private ByteArrayContent Body(IReadOnlyList<OutgoingEvent> events)
    {
        using var packed = new MemoryStream(4096);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Anew at every attempt: the server corrects a wrong clock by it.
            var sentAt = _options.TimeProvider.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            gzip.Write(Encoding.ASCII.GetBytes($"{{\"sent_at\":\"{sentAt}\",\"events\":["));
            for (var i = 0; i < events.Count; i++)
            {
                if (i > 0)
                    gzip.WriteByte((byte)',');
                gzip.Write(events[i].Json);
            }
            gzip.Write("]}"u8);
        }
        var content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
        content.Headers.ContentType = _json;
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private Outcome Read(HttpResponseMessage response, byte[] answer, int count)
    {
        var status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return (Outcome?)Verdicts(answer, count)
                    ?? new Outcome.Failed("The answer is not Cairn's. Is something else at this address?", null);
            case HttpStatusCode.RequestEntityTooLarge:
                return new Outcome.TooLarge();
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425:
            case >= HttpStatusCode.InternalServerError:
                return new Outcome.Failed($"The server answered {status}.", After(response.Headers.RetryAfter));
            default:
                return Refusal(answer, status);
        }
    }

    private TimeSpan? After(RetryConditionHeaderValue? header)
    {
        var after = header?.Delta ?? (header?.Date - _options.TimeProvider.GetUtcNow());
        return after is { } wait && wait > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(wait.Ticks, TimeSpan.TicksPerHour)) : null;
    }

    private static Outcome.Taken? Verdicts(byte[] answer, int count)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var refused = document
                .RootElement.GetProperty("rejected")
                .EnumerateArray()
                .Select(item => (item.GetProperty("index").GetInt32(), Text(item, "code"), Text(item, "message")))
                .Where(item => item.Item1 >= 0 && item.Item1 < count)
                .ToList();
            var accepted = document.RootElement.GetProperty("accepted").GetInt32();
            return new(accepted, document.RootElement.GetProperty("duplicates").GetInt32(), refused);
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Outcome.Refused Refusal(byte[] answer, int status)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return new(
                Text(document.RootElement, "code") is { Length: > 0 } code ? code : $"http_{status}",
                Text(document.RootElement, "detail") is { Length: > 0 } detail ? detail : Text(document.RootElement, "title")
            );
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new($"http_{status}", $"The server answered {status}.");
        }
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
