using Cairn.Client;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cairn.AspNetCore;

/// <summary>Captures each request as <c>$request</c>, after it was handled. Whatever goes wrong here, the request goes on.</summary>
internal sealed partial class CairnRequestCapture(
    RequestDelegate next,
    CairnClient client,
    FindVisitor visitors,
    IOptions<CairnOptions> options,
    TimeProvider time,
    ILogger<CairnRequestCapture> logger
)
{
    private readonly RequestOptions _options = options.Value.Requests;
    private readonly ExcludedRequests _excluded = new(options.Value.Requests);

    public Task InvokeAsync(HttpContext context) => IsPassedOver(context) ? next(context) : CaptureAsync(context);

    private async Task CaptureAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        // An exception handler that sits inside clears the endpoint before it runs another one.
        var endpoint = context.GetEndpoint();
        Exception? thrown = null;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            thrown = exception;
            throw;
        }
        finally
        {
            TryTrack(context, endpoint, thrown, time.GetElapsedTime(started));
        }
    }

    private bool IsPassedOver(HttpContext context)
    {
        try
        {
            return _excluded.Before(context);
        }
#pragma warning disable CA1031 // The program's own rule may throw anything; the request must go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailure(exception);
            return true;
        }
    }

    private void TryTrack(HttpContext context, Endpoint? before, Exception? thrown, TimeSpan took)
    {
        try
        {
            Track(context, before, thrown, took);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailure(exception);
        }
    }

    private void Track(HttpContext context, Endpoint? before, Exception? thrown, TimeSpan took)
    {
        var handled = context.Features.Get<IExceptionHandlerFeature>();
        var reExecuted = context.Features.Get<IStatusCodeReExecuteFeature>();
        var endpoint = handled?.Endpoint ?? reExecuted?.Endpoint ?? before ?? context.GetEndpoint();
        if (_excluded.After(context, endpoint) || visitors.Of(context) is not { } visitor || !IsInSample(visitor.DistinctId))
            return;
        var properties = RequestProperties.Of(context, endpoint, thrown, handled?.Error, took, _options);
        if (_options.Enrich is { } enrich)
            TryEnrich(enrich, context, properties);
        _ = client.TrackAsync(new CairnEvent("$request", visitor.DistinctId) { SessionId = visitor.SessionId, Properties = properties });
    }

    private void TryEnrich(
        Action<HttpContext, IDictionary<string, object?>> enrich,
        HttpContext context,
        Dictionary<string, object?> properties
    )
    {
        try
        {
            enrich(context, properties);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailure(exception);
        }
    }

    /// <summary>FNV-1a over the id: the same visitors in every process.</summary>
    private bool IsInSample(string distinctId)
    {
        if (_options.SampleRate >= 1)
            return true;
        var hash = 14695981039346656037UL;
        foreach (var character in distinctId)
            hash = (hash ^ character) * 1099511628211UL;
        // The upper bits of FNV-1a are the well mixed ones, once folded.
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15UL;
        return (hash >> 11) * (1.0 / (1UL << 53)) < _options.SampleRate;
    }

    [LoggerMessage(LogLevel.Warning, "Cairn could not capture a request")]
    private partial void LogFailure(Exception exception);
}
