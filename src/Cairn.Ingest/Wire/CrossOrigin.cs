using Microsoft.AspNetCore.Http;

namespace Cairn.Ingest.Wire;

/// <summary>What browsers are told about sending from other origins. Keys are public and carry no cookie, so any page may send and read its verdict, unless
/// the key is bound to origins: then only theirs are echoed.</summary>
internal static class CrossOrigin
{
    public static void Allow(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return;
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After, RateLimit, RateLimit-Policy";
        context.Response.Headers.Vary = "Origin";
    }

    /// <summary>For vendors' browser libraries, some of which send XMLHttpRequests with credentials; no cookie is read here.</summary>
    public static void AllowWithCredentials(HttpContext context)
    {
        Allow(context);
        if (context.Response.Headers.AccessControlAllowOrigin.Count > 0)
            context.Response.Headers.AccessControlAllowCredentials = "true";
    }

    /// <summary>The key is not known before the body is read: any origin may go on, and the request itself is refused.</summary>
    public static void AllowAnyPreflight(HttpContext context)
    {
        AllowWithCredentials(context);
        context.Response.StatusCode = 204;
        Answer(context, "GET, POST, OPTIONS");
    }

    /// <summary>The page must not read the answer either.</summary>
    public static void Forbid(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowCredentials = default;
        context.Response.Headers.AccessControlAllowOrigin = default;
        context.Response.Headers.AccessControlExposeHeaders = default;
    }

    /// <summary>A preflight carries no Authorization header and no body. With <c>?key=</c> it is answered for that key's origins; else any origin may go on,
    /// and the request itself is refused.</summary>
    public static async Task PreflightAsync(HttpContext context, FindWriteKey findKey)
    {
        Allow(context);
        context.Response.StatusCode = 204;
        if (
            GivenKey.InAddress(context.Request) is { } text
            && await findKey(text, context.RequestAborted) is { Origins: { } origins }
            && !origins.Allows(context.Request.Headers.Origin.ToString())
        )
        {
            Forbid(context);
            context.Response.StatusCode = 403;
            return;
        }
        Answer(context, "POST, OPTIONS");
    }

    private static void Answer(HttpContext context, string methods)
    {
        var asked = context.Request.Headers.AccessControlRequestHeaders.ToString();
        context.Response.Headers.AccessControlAllowMethods = methods;
        context.Response.Headers.AccessControlAllowHeaders = asked.Length is > 0 and < 1000
            ? asked
            : "authorization, content-type, content-encoding";
        context.Response.Headers.AccessControlMaxAge = "86400";
    }
}
