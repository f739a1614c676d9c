namespace Cairn.Server.Web;

/// <summary>Headers on every answer but those to SDKs: nothing is framed or kept by caches, or run that did not come from here as a file. One page alone may be
/// framed by others: a board behind a public link, at /embed/{token}.</summary>
internal static class SecurityHeaders
{
    private const string Unframed =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>No inline script, no foreign origin. Inline styles are allowed: charts set them on their elements.</summary>
    public const string ContentSecurityPolicy = Unframed + "; frame-ancestors 'none'";

    /// <summary>The same for a page that anybody may frame. It needs no cookie and gets none: nobody is signed in there.</summary>
    public const string EmbedPolicy = Unframed + "; frame-ancestors *";

    /// <summary>The one header that answers to SDKs have too.</summary>
    public static IApplicationBuilder UseNoSniffing(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return next(context);
            }
        );

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var (headers, isEmbed) = (context.Response.Headers, IsEmbed(context));
                if (!isEmbed)
                    headers.XFrameOptions = "DENY";
                headers.ContentSecurityPolicy = isEmbed ? EmbedPolicy : ContentSecurityPolicy;
                // The address of a shared board is its key.
                headers["Referrer-Policy"] =
                    isEmbed || context.Request.Path.StartsWithSegments("/shared", StringComparison.Ordinal)
                        ? "no-referrer"
                        : "strict-origin-when-cross-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                if (context.Request.IsHttps)
                    headers.StrictTransportSecurity = "max-age=31536000";
                if (IsPrivate(context.Request.Path))
                    headers.CacheControl = "no-store";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                return next(context);
            }
        );

    /// <summary>Answers about accounts, keys and persons: no cache keeps them unless the handler says so.</summary>
    private static bool IsPrivate(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Exactly the page /embed/{token}: no endpoint, no file, nothing below it.</summary>
    private static bool IsEmbed(HttpContext context) =>
        context.GetEndpoint() is null
        && context.Request.Path.StartsWithSegments("/embed", StringComparison.Ordinal, out var rest)
        && rest.Value is ['/', _, ..] token
        && !token.AsSpan(1).ContainsAny('/', '.', '\\');
}
