using Microsoft.AspNetCore.Http;

namespace Cairn.AspNetCore;

/// <summary>Which requests are captured, and what of them. Bodies are never read; of headers only the user agent, the referrer and those that name the visitor.</summary>
public sealed class RequestOptions
{
    /// <summary>Requests below these paths are passed over, letter case aside: <c>/health</c> covers <c>/health/live</c> and not <c>/healthy</c>.</summary>
    public ISet<string> ExcludedPaths { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "/health",
            "/healthz",
            "/readyz",
            "/livez",
            "/alive",
            "/metrics",
            "/favicon.ico",
        };

    /// <summary>True: passed over. Asked before the request is handled; when it throws, the request is passed over.</summary>
    public Func<HttpContext, bool>? Exclude { get; set; }

    /// <summary>False: files of <c>UseStaticFiles</c> and <c>MapStaticAssets</c> are passed over, and whatever has an extension and no endpoint.</summary>
    public bool CaptureStaticFiles { get; set; }

    /// <summary>The share of visitors whose requests are captured, 0 to 1. All of a visitor's requests or none, so that their way stays whole; the share goes along as
    /// <c>$sample_rate</c>.</summary>
    public double SampleRate { get; set; } = 1;

    /// <summary>Query parameters that may be sent, by name; letter case aside. Others are never looked at.</summary>
    public ISet<string> AllowedQuery { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>True: a request that no route matched sends its path as <c>$pathname</c>. Off, since such paths are strangers' text without bound.</summary>
    public bool UnmatchedPaths { get; set; }

    /// <summary>More properties, once the request was handled. When it throws, the event goes without them.</summary>
    public Action<HttpContext, IDictionary<string, object?>>? Enrich { get; set; }
}
