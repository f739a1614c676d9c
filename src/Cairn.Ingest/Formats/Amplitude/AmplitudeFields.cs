using System.Text.Json;

namespace Cairn.Ingest.Formats.Amplitude;

/// <summary>What Amplitude's events say of device, place and money outside of their properties.</summary>
internal static class AmplitudeFields
{
    /// <summary>Take the address that the request came from.</summary>
    private const string Remote = "$remote";

    private static readonly (string Field, string Property)[] _kept =
    [
        ("app_version", "$app_version"),
        ("version_name", "$app_version"),
        ("platform", "$platform"),
        ("device_brand", "$device_brand"),
        ("device_manufacturer", "$device_manufacturer"),
        ("device_model", "$device_model"),
        ("carrier", "$carrier"),
        ("language", "$language"),
        ("region", "$region"),
        ("city", "$city"),
        ("dma", "$dma"),
        ("library", "$lib"),
    ];

    private static readonly string[] _servers =
    [
        "amplitude-node",
        "amplitude-python",
        "amplitude-go",
        "amplitude-java",
        "amplitude-php",
        "amplitude-ruby",
    ];

    public static void Add(NativeEvent e, JsonElement item)
    {
        foreach (var (field, property) in _kept)
            e.Properties.AddMissing(property, item.Text(field));
        e.Properties.AddMissing("$event_sequence", item.Field("event_id"));
        e.Properties.AddMissing("plan", item.Object("plan"));
        AddAgent(e, item);
        var (address, library) = (item.Text("ip"), item.Text("library"));
        e.IsFromServer = address != Remote || _servers.Any(s => library?.StartsWith(s, StringComparison.OrdinalIgnoreCase) == true);
        e.Address = address == Remote ? null : address;
        e.Properties.AddMissing("$ip", e.Address);
        // Amplitude's own are names; those of other senders are codes as often.
        if (item.Text("country") is { Length: 2 } code)
            e.Properties.AddMissing("$country", code.ToUpperInvariant());
        else
            e.Properties.AddMissing("country", item.Text("country"));
    }

    /// <summary><c>revenue</c>, of the event or its properties, else price × quantity.</summary>
    public static void AddRevenue(NativeEvent e, JsonElement item, JsonElement? properties)
    {
        var price = item.Number("price") ?? properties.Number("$price");
        var revenue =
            item.Number("revenue")
            ?? properties.Number("$revenue")
            ?? (price * (item.Number("quantity") ?? properties.Number("$quantity") ?? 1));
        if (revenue is null)
            return;
        e.Properties.AddMissing("revenue", revenue);
        e.Properties.AddMissing("price", item.Number("price"));
        e.Properties.AddMissing("quantity", item.Number("quantity"));
        e.Properties.AddMissing("currency", item.Text("currency") ?? properties.Text("$currency"));
        e.Properties.AddMissing("product_id", item.Text("productId") ?? item.Text("product_id") ?? properties.Text("$productId"));
        e.Properties.AddMissing("revenue_type", item.Text("revenueType") ?? item.Text("revenue_type") ?? properties.Text("$revenueType"));
    }

    /// <summary>Older browser libraries write the browser into <c>os_name</c>; a user agent tells both rightly.</summary>
    private static void AddAgent(NativeEvent e, JsonElement item)
    {
        e.UserAgent = item.Text("user_agent");
        e.Properties.AddMissing("$raw_user_agent", e.UserAgent);
        if (item.Text("platform") == "Web")
            return;
        e.Properties.AddMissing("$os", item.Text("os_name"));
        e.Properties.AddMissing("$os_version", item.Text("os_version"));
    }
}
