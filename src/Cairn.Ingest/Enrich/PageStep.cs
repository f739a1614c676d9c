using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Enrich;

/// <summary>Adds $host, $pathname, utm_*, $referring_domain and $channel from the page's URL and referrer.</summary>
internal static class PageStep
{
    private static readonly (string Parameter, KnownProperty Property)[] _campaign =
    [
        ("utm_source", KnownProperty.UtmSource),
        ("utm_medium", KnownProperty.UtmMedium),
        ("utm_campaign", KnownProperty.UtmCampaign),
        ("utm_term", KnownProperty.UtmTerm),
        ("utm_content", KnownProperty.UtmContent),
    ];

    private static readonly string[] _searchAds = ["gclid", "gbraid", "wbraid", "dclid", "msclkid"];

    public static Rejection? AddPage(IncomingEvent e)
    {
        var properties = e.Properties;
        var url = Parse(properties.Known(KnownProperty.Url) ?? properties.Known(KnownProperty.CurrentUrl));
        var referrer = Parse(properties.Known(KnownProperty.Referrer) ?? properties.Known(KnownProperty.DollarReferrer));
        if (url is null && referrer is null)
            return null;

        var query = url is null ? [] : QueryValues(url.Query);
        foreach (var (parameter, property) in _campaign)
            properties.AddMissing(property, query.GetValueOrDefault(parameter));
        if (url is not null)
        {
            properties.AddMissing(KnownProperty.Host, url.Host);
            properties.AddMissing(KnownProperty.PathName, url.AbsolutePath);
        }

        var domain = referrer is null ? null : Domain(referrer.Host);
        var isInternal = domain is not null && url is not null && string.Equals(domain, Domain(url.Host), StringComparison.Ordinal);
        properties.AddMissing(KnownProperty.ReferringDomain, domain);
        // A click inside one's own site is no arrival and has no channel.
        if (!isInternal)
        {
            var source =
                properties.Known(KnownProperty.UtmSource)
                ?? query.GetValueOrDefault("utm_source")
                ?? query.GetValueOrDefault("ref")
                ?? query.GetValueOrDefault("source");
            var medium = properties.Known(KnownProperty.UtmMedium) ?? query.GetValueOrDefault("utm_medium");
            var campaign = properties.Known(KnownProperty.UtmCampaign) ?? query.GetValueOrDefault("utm_campaign");
            // Search engines mark clicks on their advertisements so. Not fbclid and its like: those mark every link, paid or not.
            var isSearchAd = _searchAds.Any(query.ContainsKey);
            properties.AddMissing(KnownProperty.Channel, Channels.Of(source, medium, campaign, domain, isSearchAd));
        }

        return null;
    }

    /// <summary>Absolute http(s) URLs only; anything else is a property like any other.</summary>
    internal static Uri? Parse(string? text) =>
        text is { Length: > 0 and <= 4096 }
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is ("http" or "https")
        && url.Host.Length > 0
            ? url
            : null;

    /// <summary>Lower case, without a leading <c>www.</c>.</summary>
    internal static string Domain(string host) =>
        host.ToLowerInvariant() is var lower && lower.StartsWith("www.", StringComparison.Ordinal) ? lower[4..] : host.ToLowerInvariant();

    internal static Dictionary<string, string> QueryValues(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in query.TrimStart('?').Split('&', 64, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                values.TryAdd(Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
        }

        return values;

        static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}
