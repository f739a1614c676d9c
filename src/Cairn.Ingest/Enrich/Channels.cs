using System.Collections.Frozen;

namespace Cairn.Ingest.Enrich;

/// <summary>Where an arrival came from, in the groups marketers use. The rules follow the shape of Google Analytics' default channel group
/// (source, medium, referrer), with AI assistants as a channel of their own.</summary>
internal static class Channels
{
    private static readonly FrozenSet<string> _search = FrozenSet.Create(
        "google",
        "bing",
        "duckduckgo",
        "yahoo",
        "yandex",
        "baidu",
        "ecosia",
        "qwant",
        "brave",
        "startpage",
        "naver",
        "kagi",
        "seznam"
    );
    private static readonly FrozenSet<string> _social = FrozenSet.Create(
        "facebook",
        "instagram",
        "twitter",
        "x",
        "t",
        "linkedin",
        "lnkd",
        "reddit",
        "pinterest",
        "tiktok",
        "mastodon",
        "threads",
        "bsky",
        "ycombinator",
        "quora",
        "tumblr",
        "vk",
        "fb",
        "whatsapp",
        "telegram",
        "discord",
        "snapchat",
        "hn"
    );
    private static readonly FrozenSet<string> _video = FrozenSet.Create("youtube", "youtu", "vimeo", "twitch", "dailymotion");
    private static readonly FrozenSet<string> _assistants = FrozenSet.Create(
        "chatgpt",
        "openai",
        "perplexity",
        "claude",
        "gemini",
        "copilot",
        "deepseek",
        "mistral",
        "grok",
        "you"
    );
    private static readonly FrozenSet<string> _mails = FrozenSet.Create("mail", "webmail", "outlook", "email");
    private static readonly FrozenSet<string> _applications = FrozenSet.Create(
        "docs",
        "drive",
        "calendar",
        "meet",
        "accounts",
        "translate",
        "classroom",
        "sites",
        "groups"
    );
    private static readonly FrozenSet<string> _paid = FrozenSet.Create(
        "cpc",
        "ppc",
        "paid",
        "paidsearch",
        "paid_search",
        "paid-search",
        "cpm",
        "retargeting",
        "paidsocial",
        "paid_social",
        "paid-social"
    );
    private static readonly FrozenSet<string> _display = FrozenSet.Create("display", "banner", "interstitial", "cpm", "expandable");

    /// <summary>Never null: an arrival with neither campaign nor referrer is Direct.</summary>
    public static string Of(string? utmSource, string? utmMedium, string? utmCampaign, string? referringDomain, bool isSearchAd)
    {
        var medium = utmMedium?.Trim().ToLowerInvariant() ?? "";
        var source = Kind(utmSource, referringDomain);
        var isPaid = isSearchAd || _paid.Contains(medium);
        if (medium is "email" or "e-mail" or "newsletter" || utmSource?.Trim().ToLowerInvariant() is "email" or "newsletter")
            return "Email";
        if (source == "mail" && medium.Length == 0)
            return "Email";
        if (medium is "sms")
            return "SMS";
        if (medium is "push" or "notification")
            return "Push";
        if (medium is "affiliate" or "affiliates")
            return "Affiliates";
        if (medium is "audio")
            return "Audio";
        if (isPaid && (source == "search" || (isSearchAd && source.Length == 0)))
            return "Paid Search";
        if (isPaid && source == "social")
            return "Paid Social";
        if (isPaid && source == "video")
            return "Paid Video";
        if (_display.Contains(medium))
            return "Display";
        if (isPaid)
            return "Paid Other";
        return source switch
        {
            "assistant" => "AI Assistant",
            "search" => "Organic Search",
            "social" => "Organic Social",
            "video" => "Organic Video",
            _ when medium is "organic" => "Organic Search",
            _ when medium is "social" or "social-media" or "sm" => "Organic Social",
            _ when medium is "video" => "Organic Video",
            _ when referringDomain is not null || medium is "referral" or "link" => "Referral",
            _ when utmSource is not null || utmCampaign is not null || medium.Length > 0 => "Campaign",
            _ => "Direct",
        };
    }

    /// <summary>What the source, or else the referrer, is known as.</summary>
    private static string Kind(string? utmSource, string? referringDomain)
    {
        var labels = (utmSource ?? referringDomain ?? "").Trim().ToLowerInvariant().Split('.');
        // What is reached through an application of a search company was not searched.
        if (labels.Length > 1 && _mails.Contains(labels[0]))
            return "mail";
        if (labels.Length > 1 && _applications.Contains(labels[0]))
            return "";
        // "news.ycombinator.com" → ycombinator; "google.co.uk" → google; "gemini.google.com" is an assistant, so every label is asked.
        if (labels.Where((l, i) => l.Length > 3 || IsSite(i)).Any(_assistants.Contains))
            return "assistant";
        // The last label is a country or "com": only a bare word like "x" may match there.
        var names = labels.Length == 1 ? labels : [.. labels[..^1].Where((l, i) => l.Length > 2 || IsSite(i))];
        if (names.Any(_video.Contains))
            return "video";
        if (names.Any(_search.Contains))
            return "search";
        return names.Any(_social.Contains) ? "social" : "";

        // "t.co" is a site, "t.example.com" is anybody's.
        bool IsSite(int label) => label >= labels.Length - 2;
    }
}
