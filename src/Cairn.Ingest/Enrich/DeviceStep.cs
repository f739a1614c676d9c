using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Enrich;

/// <summary>Adds $browser, $browser_version, $os, $os_version, $device_type and $is_bot from the user agent.</summary>
internal static class DeviceStep
{
    public static Rejection? AddDevice(IncomingEvent e)
    {
        var text =
            e.Properties.Known(KnownProperty.UserAgent)
            ?? e.Properties.Known(KnownProperty.RawUserAgent)
            ?? FromBrowser(e.Request.UserAgent);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var agent = UserAgent.Of(text);
        e.Properties.AddMissing(KnownProperty.Browser, agent.Browser);
        // A version without its browser would be told of the browser the client named itself.
        if (!e.Properties.Has(KnownProperty.Browser))
            e.Properties.AddMissing(KnownProperty.BrowserVersion, agent.BrowserVersion);
        if (!e.Properties.Has(KnownProperty.Os))
            e.Properties.AddMissing(KnownProperty.OsVersion, agent.OsVersion);
        e.Properties.AddMissing(KnownProperty.Os, agent.Os);
        e.Properties.AddMissing(KnownProperty.DeviceType, agent.DeviceType);
        if (!e.Properties.Has(KnownProperty.IsBot))
            e.Properties.Add("$is_bot"u8, agent.IsBot);
        return null;
    }

    /// <summary>A request made by a server library tells nothing about the person's device; browsers and the crawlers that act as one say Mozilla.</summary>
    internal static string? FromBrowser(string? header) =>
        header is not null
        && (header.StartsWith("Mozilla/", StringComparison.Ordinal) || header.StartsWith("Opera/", StringComparison.Ordinal))
            ? header
            : null;
}
