namespace Cairn.Server.Web;

/// <summary>The browser SDK as pages of any origin load it: <c>/cairn.js</c>, and <c>/cairn.{extra}.js</c> beside it.</summary>
internal static class SdkScripts
{
    /// <summary>An hour without asking, a day while asking: what a release repairs is everywhere by the next day, and no page waits for it.</summary>
    private const string Caching = "public, max-age=3600, stale-while-revalidate=86400";

    public static bool Has(PathString path) =>
        path.Value is { } text
        && text.StartsWith("/cairn.", StringComparison.Ordinal)
        && text.EndsWith(".js", StringComparison.Ordinal)
        && text.LastIndexOf('/') == 0;

    /// <summary>Public and the same for everybody, so it may be read from anywhere: also by pages that ask for it with <c>crossorigin</c>, or are isolated.</summary>
    public static void Prepare(IHeaderDictionary headers)
    {
        headers.CacheControl = Caching;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.Remove("Cross-Origin-Opener-Policy");
    }
}
