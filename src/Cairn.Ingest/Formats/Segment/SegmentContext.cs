using System.Text.Json;

namespace Cairn.Ingest.Formats.Segment;

/// <summary><c>context</c>: page, campaign, device and whatever else clients add to each message. What the message's own properties say counts first.</summary>
internal static class SegmentContext
{
    /// <summary>Read below, or of no use: the rest is kept in <c>$context</c>.</summary>
    private static readonly HashSet<string> _read =
    [
        "page",
        "campaign",
        "userAgent",
        "userAgentData",
        "ip",
        "device",
        "os",
        "app",
        "screen",
        "library",
        "locale",
        "timezone",
        "location",
        "traits",
        "groupId",
        "sessionId",
        "sessionStart",
    ];

    private static readonly string[] _browserLibraries = ["analytics.js", "RudderLabs JavaScript SDK"];

    public static void Add(NativeEvent e, JsonElement? context, string? channel)
    {
        e.IsFromServer = channel != "web" && !_browserLibraries.Contains(context.Object("library").Text("name"));
        e.SessionId = context.Text("sessionId");
        e.UserAgent = context.Text("userAgent");
        e.Address = context.Text("ip");
        e.Properties.AddMissing("$ip", e.Address);
        e.Properties.AddMissing("$raw_user_agent", e.UserAgent);
        AddPage(e, context.Object("page"));
        AddCampaign(e, context.Object("campaign"));
        AddDevice(e, context);
        e.Properties.AddMissing("$lib", context.Object("library").Text("name"));
        e.Properties.AddMissing("$lib_version", context.Object("library").Text("version"));
        e.Properties.AddMissing("$locale", context.Text("locale"));
        e.Properties.AddMissing("$timezone", context.Text("timezone"));
        SegmentMessage.AddGroupOfContext(e, context.Text("groupId"));
        var rest = new PropertyList();
        rest.AddAll(context, _read.Contains);
        e.Properties.Add("$context", rest);
    }

    private static void AddPage(NativeEvent e, JsonElement? page)
    {
        e.Properties.AddMissing("url", page.Text("url"));
        e.Properties.AddMissing("referrer", page.Text("referrer"));
        e.Properties.AddMissing("title", page.Text("title"));
        e.Properties.AddMissing("$initial_referrer", page.Text("initial_referrer"));
    }

    private static void AddCampaign(NativeEvent e, JsonElement? campaign)
    {
        if (campaign is not { } given)
            return;
        foreach (var (name, value) in given.Named())
            e.Properties.AddMissing("utm_" + (name == "name" ? "campaign" : name), value.AsText());
    }

    private static void AddDevice(NativeEvent e, JsonElement? context)
    {
        var (device, os, app) = (context.Object("device"), context.Object("os"), context.Object("app"));
        e.Properties.AddMissing("$os", os.Text("name"));
        e.Properties.AddMissing("$os_version", os.Text("version"));
        e.Properties.AddMissing("$device_type", DeviceType(device.Text("type")));
        e.Properties.AddMissing("$device_model", device.Text("model"));
        e.Properties.AddMissing("$device_manufacturer", device.Text("manufacturer"));
        e.Properties.AddMissing("$app_name", app.Text("name"));
        e.Properties.AddMissing("$app_version", app.Text("version"));
        e.Properties.AddMissing("$app_build", app.Text("build"));
        e.Properties.AddMissing("$app_namespace", app.Text("namespace"));
        e.Properties.AddMissing("$screen_width", context.Object("screen").Number("width"));
        e.Properties.AddMissing("$screen_height", context.Object("screen").Number("height"));
        var location = context.Object("location");
        if (location.Text("country") is { Length: 2 } country)
            e.Properties.AddMissing("$country", country.ToUpperInvariant());
        e.Properties.AddMissing("$region", location.Text("region"));
        e.Properties.AddMissing("$city", location.Text("city"));
    }

    /// <summary>The system's name stands there as often as the kind of device.</summary>
    private static string? DeviceType(string? type) =>
        type?.ToLowerInvariant() switch
        {
            "ios" or "android" or "mobile" or "phone" => "Mobile",
            "tablet" => "Tablet",
            "desktop" or "web" => "Desktop",
            "tv" or "smarttv" => "TV",
            _ => null,
        };
}
