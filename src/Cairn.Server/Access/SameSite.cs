using Cairn.Server.Settings;

namespace Cairn.Server.Access;

/// <summary>Does a request come from Cairn's own pages? Cookies travel with requests that other sites cause, so a cookie alone proves nothing.</summary>
internal sealed class SameSite(CairnSettings settings)
{
    private readonly string? _publicAuthority = settings.PublicUrl?.Authority;

    /// <summary>For callers with a cookie. Reading is free (no other site can read the answer); everything else, and every WebSocket, needs this server's
    /// Origin, and no word of the browser to the contrary. No Origin is no proof.</summary>
    public bool IsProven(HttpRequest request) =>
        IsHarmless(request) || (!IsForeign(request) && IsOwn(request.Headers.Origin.ToString(), request));

    /// <summary>For routes open to everybody that hand out a cookie: does the browser say that another site is behind the request?</summary>
    public bool IsForeign(HttpRequest request)
    {
        if (IsHarmless(request))
            return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !IsOwn(origin, request);
    }

    private static bool IsHarmless(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        && !request.HttpContext.WebSockets.IsWebSocketRequest
        && request.Headers.Upgrade.Count == 0
        && !HttpMethods.IsConnect(request.Method);

    /// <summary>Host and port decide. Not the scheme: behind a proxy that ends TLS the server sees http where the page has https.</summary>
    private bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && (
            string.Equals(url.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals(url.Authority, _publicAuthority, StringComparison.OrdinalIgnoreCase)
            || IsOwnWithPort(url, request)
        );

    /// <summary>A proxy may write the default port out.</summary>
    private static bool IsOwnWithPort(Uri origin, HttpRequest request) =>
        string.Equals($"{origin.Host}:{origin.Port}", request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
