using System.Text.Json;
using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Import.Exports;

/// <summary>A row of GA4's table as a request of the Measurement Protocol, which the wire format reads.</summary>
internal static class Ga4Fields
{
    private const string Session = "ga_session_id";

    private static readonly (string Field, string Property)[] _collected =
    [
        ("manual_source", "utm_source"),
        ("manual_medium", "utm_medium"),
        ("manual_campaign_name", "utm_campaign"),
        ("manual_term", "utm_term"),
        ("manual_content", "utm_content"),
        ("gclid", "gclid"),
    ];

    private static readonly (string Field, string Property)[] _first =
    [
        ("source", "initial_utm_source"),
        ("medium", "initial_utm_medium"),
        ("name", "initial_utm_campaign"),
    ];

    public static IReadOnlyList<MappedField> Mapping { get; } =
    [
        new("event_name", "event (page_view is $pageview, screen_view is $screen, user_engagement is $engagement)"),
        new("event_timestamp", "timestamp"),
        new("user_id, user_pseudo_id", "distinct_id: the first that is there; both together are joined"),
        new("user_pseudo_id, event_bundle_sequence_id, batch_…", "id; of a purchase, its transaction_id"),
        new("event_params", "properties"),
        new("event_params.ga_session_id", "session_id, with user_pseudo_id before it"),
        new("event_params.page_location, page_referrer, page_title", "properties.url, referrer, title"),
        new("event_params.value of purchase and refund", "properties.revenue"),
        new("user_properties", "set"),
        new("device", "properties.$os, $os_version, $browser, $browser_version, $device_type, $device_brand, $device_model, $language"),
        new("geo.country, region, city", "properties.country, $region, $city"),
        new("collected_traffic_source", "properties.utm_source, utm_medium, utm_campaign, utm_term, utm_content, gclid"),
        new("traffic_source", "set_once: initial_utm_source, initial_utm_medium, initial_utm_campaign"),
        new("items, ecommerce", "properties.items, ecommerce"),
        new("platform, app_info.version", "properties.$platform, $app_version"),
        new("event_date, user_first_touch_timestamp, privacy_info, user_ltv, stream_id, …", null),
    ];

    public static JsonElement Body(JsonElement fields)
    {
        var parameters = new PropertyList();
        foreach (var (name, value) in Pairs(fields, "event_params"))
            parameters.AddRaw(name == Session ? "session_id" : name, value);
        var item = new PropertyList();
        item.Add("name", fields.Text("event_name"));
        item.Add("timestamp_micros", fields.Text("event_timestamp"));
        item.AddRaw("params", ExportRow.Raw(parameters));
        var user = new PropertyList();
        foreach (var (name, value) in Pairs(fields, "user_properties"))
            user.AddRaw(name, [.. "{\"value\":"u8, .. value, .. "}"u8]);
        var body = new PropertyList();
        body.AddRaw("events", [.. "["u8, .. ExportRow.Raw(item), .. "]"u8]);
        body.AddRaw("user_properties", ExportRow.Raw(user));
        body.AddRaw("device", ExportRow.Raw(Device(fields.Object("device"))));
        return ExportRow.Element(body);
    }

    public static void AddRest(NativeEvent e, JsonElement fields)
    {
        var geo = fields.Object("geo");
        e.Properties.AddMissing("country", geo.Text("country"));
        e.Properties.AddMissing("$region", geo.Text("region"));
        e.Properties.AddMissing("$city", geo.Text("city"));
        foreach (var (field, property) in _collected)
            e.Properties.AddMissing(property, fields.Object("collected_traffic_source").Text(field));
        foreach (var (field, property) in _first)
            e.SetOnce.Add(property, fields.Object("traffic_source").Text(field));
        if (fields.Field("items") is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0)
            e.Properties.AddMissing("items", items);
        e.Properties.AddMissing("ecommerce", fields.Object("ecommerce"));
        if (fields.Text("event_name") == "purchase")
            e.Properties.AddMissing("revenue", fields.Object("ecommerce").Number("purchase_revenue"));
        e.Properties.AddMissing("$platform", fields.Text("platform"));
        e.Properties.AddMissing("$app_version", fields.Object("app_info").Text("version"));
    }

    private static PropertyList Device(JsonElement? device)
    {
        var web = device.Object("web_info");
        var list = new PropertyList();
        foreach (var name in (string[])["category", "language", "operating_system", "operating_system_version"])
            list.Add(name, device.Text(name));
        list.Add("browser", web.Text("browser") ?? device.Text("browser"));
        list.Add("browser_version", web.Text("browser_version") ?? device.Text("browser_version"));
        list.Add("brand", device.Text("mobile_brand_name"));
        list.Add("model", device.Text("mobile_model_name"));
        return list;
    }

    /// <summary>Of <c>[{key, value: {string_value | int_value | float_value | double_value}}]</c>, each value as JSON; whole numbers come as text.</summary>
    private static IEnumerable<(string Name, byte[] Value)> Pairs(JsonElement fields, string list)
    {
        foreach (var pair in fields.Items(list))
        {
            if (pair.Text("key") is not { } name || pair.Object("value") is not { } value)
                continue;
            var number = value.Number("int_value") ?? value.Number("double_value") ?? value.Number("float_value");
            var one = new PropertyList();
            if (number is not null)
                one.Add("v", number);
            else
                one.Add("v", value.Text("string_value"));
            if (!one.IsEmpty)
                yield return (name, ExportRow.Raw(one)[5..^1].ToArray());
        }
    }
}
