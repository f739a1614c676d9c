using System.Collections.Frozen;

namespace Cairn.Query.Catalog;

/// <summary>Properties of events that Cairn adds or that clients send by convention: what they mean, for pickers.</summary>
public static class KnownProperties
{
    public static readonly FrozenDictionary<string, PropertyInfo> Event = new PropertyInfo[]
    {
        Text("$browser", "Browser, from the user agent."),
        Text("$browser_version", "Version of the browser."),
        Text("$os", "Operating system, from the user agent."),
        Text("$os_version", "Version of the operating system."),
        Text("$device_type", "Desktop, Mobile, Tablet, Bot or Server."),
        Text("$is_bot", "Whether the user agent says it is a program."),
        Text("$country", "Country of the address, as ISO 3166 code."),
        Text("$referring_domain", "Host of the page that led here."),
        Text("$channel", "Kind of source: direct, search, social, email, paid …"),
        Text("$pathname", "Path of the page."),
        Text("$host", "Host of the page."),
        Text("url", "Address of the page."),
        Text("$current_url", "Address of the page."),
        Text("referrer", "Address of the page that led here."),
        Text("$referrer", "Address of the page that led here."),
        Text("title", "Title of the page."),
        Text("utm_source", "Campaign source, from the address."),
        Text("utm_medium", "Campaign medium, from the address."),
        Text("utm_campaign", "Campaign name, from the address."),
        Text("utm_term", "Campaign term, from the address."),
        Text("utm_content", "Campaign content, from the address."),
    }.ToFrozenDictionary(p => p.Name);

    private static PropertyInfo Text(string name, string description) => new(name, PropertyKind.Text, null, description);
}
