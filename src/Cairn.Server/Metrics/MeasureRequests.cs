using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Cairn.Server.Metrics;

/// <summary>How long do answers take, by route pattern, method and status?</summary>
internal sealed class MeasureRequests : IDisposable
{
    private readonly RequestDelegate _next;
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly string[] _statuses = [.. Enumerable.Range(0, 600).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    public MeasureRequests(RequestDelegate next, IMeterFactory meters)
    {
        _next = next;
        _meter = meters.Create("Cairn.Server");
        _duration = _meter.CreateHistogram<double>(
            "cairn.http.request.duration",
            unit: "s",
            "Time from the request's headers to the end of the answer; of open connections (hubs), their life."
        );
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await _next(context);
        }
        finally
        {
            _duration.Record(
                Stopwatch.GetElapsedTime(start).TotalSeconds,
                new("route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)"),
                new("method", Known(context.Request.Method)),
                new("status", _statuses[Math.Clamp(context.Response.StatusCode, 0, _statuses.Length - 1)])
            );
        }
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>A client may send any word as its method.</summary>
    private static string Known(string method) =>
        method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" ? method : "(other)";
}
