using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cairn.AspNetCore;

/// <summary>What is said of a request.</summary>
internal static class RequestProperties
{
    private const int MaxCharacters = 1000;

    public static Dictionary<string, object?> Of(
        HttpContext context,
        Endpoint? endpoint,
        Exception? thrown,
        Exception? handled,
        TimeSpan took,
        RequestOptions options
    )
    {
        var properties = new Dictionary<string, object?>(12, StringComparer.Ordinal)
        {
            ["$method"] = context.Request.Method,
            ["$status"] = Status(context, thrown),
            ["$duration_ms"] = Math.Round(took.TotalMilliseconds, 3),
        };
        if (endpoint is RouteEndpoint { RoutePattern.RawText: { } template })
            properties["$route"] = "/" + template.TrimStart('/');
        else if (endpoint is null && options.UnmatchedPaths)
            properties["$pathname"] = Short(context.Request.Path.Value);
        if ((thrown ?? handled) is { } exception)
            properties["$exception_type"] = exception.GetType().FullName;
        if (context.Request.Headers.UserAgent.ToString() is { Length: > 0 } userAgent)
            properties["$user_agent"] = Short(userAgent);
        if (Referrer(context) is { } referrer)
            properties["$referrer"] = referrer;
        if (options.SampleRate < 1)
            properties["$sample_rate"] = options.SampleRate;
        if (options.AllowedQuery.Count > 0 && Query(context, options.AllowedQuery) is { Count: > 0 } query)
            properties["$query"] = query;
        return properties;
    }

    /// <summary>What the client saw, or will see: an exception that nobody handles becomes a 500 further out, unless the answer has begun or the client is gone.</summary>
    private static int Status(HttpContext context, Exception? thrown) =>
        thrown is null || context.Response.HasStarted ? context.Response.StatusCode
        : context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest
        : thrown is BadHttpRequestException bad ? bad.StatusCode
        : StatusCodes.Status500InternalServerError;

    /// <summary>Without query and fragment, which may hold anything.</summary>
    private static string? Referrer(HttpContext context)
    {
        var referrer = context.Request.Headers.Referer.ToString();
        if (
            referrer.Length == 0
            || !Uri.TryCreate(referrer, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
        )
            return null;
        // Without user:password@, too.
        return Short(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
    }

    private static Dictionary<string, string> Query(HttpContext context, ISet<string> allowed) =>
        context
            .Request.Query.Where(parameter => allowed.Contains(parameter.Key))
            .ToDictionary(parameter => parameter.Key, parameter => Short(parameter.Value.ToString())!, StringComparer.Ordinal);

    private static string? Short(string? text) => text is { Length: > MaxCharacters } ? text[..MaxCharacters] : text;
}
