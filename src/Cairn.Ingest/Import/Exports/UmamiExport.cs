using System.Text.Json;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.Umami;

namespace Cairn.Ingest.Import.Exports;

/// <summary>Umami's tables, as its database holds them: website_event, with the values of event_data in a column <c>data</c>.</summary>
internal static class UmamiExport
{
    private static readonly HashSet<string> _structured = ["data"];

    private static readonly (string Column, string Property)[] _kept =
    [
        ("browser", "$browser"),
        ("os", "$os"),
        ("country", "$country"),
        ("region", "$region"),
        ("subdivision1", "$region"),
        ("city", "$city"),
        ("utm_source", "utm_source"),
        ("utm_medium", "utm_medium"),
        ("utm_campaign", "utm_campaign"),
        ("utm_content", "utm_content"),
        ("utm_term", "utm_term"),
    ];

    public static IReadOnlyList<VendorExport> Kinds { get; } =
    [
        new("umami", "Umami, website_event", "event_id, session_id, url_path and created_at")
        {
            Fits = columns =>
                VendorExport.Has(columns, "event_id", "session_id", "url_path", "created_at") && !columns.Contains("data_key"),
            Mapping =
            [
                new("event_id", "id"),
                new("event_name", "event; without one it is $pageview"),
                new("distinct_id, session_id", "distinct_id: the first that is there"),
                new("visit_id", "session_id"),
                new("created_at", "timestamp (UTC)"),
                new("hostname, url_path, url_query", "properties.url"),
                new("referrer_domain, referrer_path, referrer_query", "properties.referrer"),
                new("page_title", "properties.title"),
                new("tag, utm_…", "properties, by the same names"),
                new("data (event_data)", "properties; revenue and currency are revenue"),
                new(
                    "browser, os, device, screen, language",
                    "properties.$browser, $os, $device_type, $screen_width, $screen_height, $language"
                ),
                new("country, region, subdivision1, city", "properties.$country, $region, $city"),
                new("website_id, ip, job_id, gclid, …", null),
            ],
            Open = _ => Event,
        },
        new("umami", "Umami, values of events or sessions alone", "data_key")
        {
            Fits = columns => VendorExport.Has(columns, "data_key", "string_value", "number_value"),
            IsPart = true,
            Refusal =
                "This table holds the values of events that stand in website_event. Put website_event and event_data, as CSV with a header, into one zip and import that.",
        },
    ];

    private static ExportReading Event(ImportRow row)
    {
        var fields = ExportRow.Json(row, _structured);
        var e = UmamiEvent.Read("event", Payload(fields), fields.Text("website_id") ?? "", token: null, (_, _) => { });
        // Who it was, and during which visit, the table knows.
        e.Complete = null;
        e.Id = fields.Text("event_id");
        e.DistinctId = fields.Text("distinct_id") ?? fields.Text("session_id");
        e.SessionId = fields.Text("visit_id") ?? fields.Text("session_id");
        e.IsFromServer = true;
        e.At(fields.Field("created_at"));
        foreach (var (column, property) in _kept)
            e.Properties.AddMissing(property, fields.Text(column));
        e.Properties.AddMissing("$device_type", DeviceType(fields.Text("device")));
        return new ExportReading(e);
    }

    /// <summary>The row as Umami's tracker would have sent it.</summary>
    private static JsonElement Payload(JsonElement fields)
    {
        var payload = new PropertyList();
        payload.Add("name", fields.Text("event_name"));
        payload.Add("url", Address(null, fields.Text("url_path"), fields.Text("url_query")));
        payload.Add("referrer", Address(fields.Text("referrer_domain"), fields.Text("referrer_path"), fields.Text("referrer_query")));
        payload.Add("title", fields.Text("page_title"));
        foreach (var name in (string[])["hostname", "screen", "language", "tag"])
            payload.Add(name, fields.Text(name));
        payload.Add("data", fields.Object("data"));
        return ExportRow.Element(payload);
    }

    private static string? Address(string? host, string? path, string? query)
    {
        var tail = query is null ? path : $"{path}?{query.TrimStart('?')}";
        return host is null ? tail : $"https://{host}{tail}";
    }

    private static string? DeviceType(string? device) =>
        device switch
        {
            "desktop" or "laptop" => "Desktop",
            "mobile" => "Mobile",
            "tablet" => "Tablet",
            _ => device,
        };
}
