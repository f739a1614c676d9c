using System.Globalization;
using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Ga4;

/// <summary>One of GA4's events in Cairn's words.</summary>
internal static class Ga4Event
{
    private static readonly Dictionary<string, string> _names = new()
    {
        ["page_view"] = EventNames.PageView,
        ["screen_view"] = EventNames.Screen,
        ["user_engagement"] = EventNames.Engagement,
    };

    private static readonly Dictionary<string, string> _properties = new()
    {
        ["page_location"] = "url",
        ["page_referrer"] = "referrer",
        ["page_title"] = "title",
        ["screen_name"] = "$screen_name",
        ["engagement_time_msec"] = "$engaged_ms",
        ["campaign"] = "utm_campaign",
        ["source"] = "utm_source",
        ["medium"] = "utm_medium",
        ["term"] = "utm_term",
        ["content"] = "utm_content",
    };

    private static readonly (string Field, string Property)[] _device =
    [
        ("operating_system", "$os"),
        ("operating_system_version", "$os_version"),
        ("browser", "$browser"),
        ("browser_version", "$browser_version"),
        ("language", "$language"),
        ("model", "$device_model"),
        ("brand", "$device_brand"),
    ];

    private static readonly (string Field, string Property)[] _place =
    [
        ("country_id", "$country"),
        ("region_id", "$region"),
        ("city", "$city"),
    ];

    /// <param name="client">Sessions are counted by each client for itself.</param>
    public static NativeEvent Read(JsonElement item, string? client)
    {
        var source = item.Text("name") ?? "";
        var parameters = item.Object("params");
        var e = new NativeEvent("ga4", _names.GetValueOrDefault(source, source)) { SourceEvent = source };
        if (parameters.Text("session_id") is { } session)
            e.SessionId = client is null ? session : $"{client}.{session}";
        foreach (var parameter in Fields(parameters).Where(p => p.Name != "session_id"))
            e.Properties.Add(_properties.GetValueOrDefault(parameter.Name, parameter.Name), parameter.Value);
        if (source is "purchase" or "refund")
            AddMoney(e, source, item, parameters);
        e.Properties.Add("$lib", "ga4");
        return e;
    }

    /// <summary>What the request says of the person, their device and place, which is the same for all its events.</summary>
    public static void AddPerson(NativeEvent e, JsonElement body)
    {
        foreach (var property in Fields(body.Object("user_properties")))
            e.Set.Add(property.Name, property.Value.Field("value"));
        var device = body.Object("device");
        foreach (var (field, property) in _device)
            e.Properties.AddMissing(property, device.Text(field));
        e.Properties.AddMissing("$device_type", DeviceType(device.Text("category")));
        if (device.Text("screen_resolution")?.Split('x') is [var width, var height])
        {
            e.Properties.AddMissing("$screen_width", Whole(width));
            e.Properties.AddMissing("$screen_height", Whole(height));
        }

        var place = body.Object("user_location");
        foreach (var (field, property) in _place)
            e.Properties.AddMissing(property, place.Text(field));
    }

    /// <summary>A purchase is told apart by its transaction, a refund by its amount and time as well: there may be several of one purchase.</summary>
    private static void AddMoney(NativeEvent e, string source, JsonElement item, JsonElement? parameters)
    {
        var value = parameters.Number("value");
        if (!e.Properties.Has("revenue"))
            e.Properties.Add("revenue", source == "refund" ? -value : value);
        if (parameters.Text("transaction_id") is not { } transaction)
            return;
        (e.Id, e.Scope) = (
            transaction,
            source == "purchase" ? source : FormattableString.Invariant($"{source}\n{value}\n{item.Text("timestamp_micros")}")
        );
    }

    private static string? DeviceType(string? category) =>
        category?.ToLowerInvariant() switch
        {
            null => null,
            "desktop" => "Desktop",
            "mobile" => "Mobile",
            "tablet" => "Tablet",
            "smart tv" => "TV",
            _ => category,
        };

    private static double? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<JsonProperty> Fields(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject() : [];
}
