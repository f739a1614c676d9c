using Cairn.Events;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.Amplitude;

namespace Cairn.Ingest.Import.Exports;

/// <summary>What Amplitude's Export API hands out: a zip of NDJSON, packed by the hour.</summary>
internal static class AmplitudeExport
{
    private const int LinkedRows = 200_000;

    /// <summary>What its browser library writes where there is no value.</summary>
    private const string NoValue = "EMPTY";

    private static readonly HashSet<string> _structured = ["event_properties", "person", "groups", "group_properties", "plan"];

    public static IReadOnlyList<VendorExport> Kinds { get; } =
    [
        new("amplitude", "Amplitude, events", "event_type, event_time and amplitude_id, $insert_id or uuid")
        {
            Fits = columns =>
                VendorExport.Has(columns, "event_type", "event_time")
                && (columns.Contains("amplitude_id") || columns.Contains("$insert_id") || columns.Contains("server_upload_time")),
            Mapping =
            [
                new("$insert_id, uuid", "id: the first that is there, with device_id"),
                new("event_type", "event ([Amplitude] Page Viewed is $pageview, revenue_amount is revenue)"),
                new("user_id, device_id", "distinct_id: the first that is there; both together are joined"),
                new("event_time", "timestamp (UTC)"),
                new("session_id", "session_id; -1 is none"),
                new("event_properties", "properties"),
                new("event_properties.[Amplitude] Page Location, Page Title", "properties.url, title"),
                new("user_properties", "set, where they changed since the person's event before"),
                new("groups", "groups"),
                new("group_properties of $groupidentify", "properties.$group_set"),
                new("event_properties.$revenue, or $price × $quantity", "properties.revenue"),
                new("ip_address", "properties.$ip, and the country"),
                new("country, region, city", "properties.country, $region, $city"),
                new("os_name, os_version, device_brand, device_model, language, platform, version_name", "properties.$…"),
                new("amplitude_id, client_event_time, server_upload_time, library, data, …", null),
            ],
            Open = _ =>
            {
                var (persons, links, rows) = (new PersonStates(), new ImpliedLinks(), 0);
                return row =>
                {
                    if (++rows % LinkedRows == 0)
                        links = new ImpliedLinks();
                    return Event(row, persons, links);
                };
            },
        },
    ];

    private static ExportReading Event(ImportRow row, PersonStates persons, ImpliedLinks links)
    {
        // user_properties are no operations here but the person's state.
        var fields = ExportRow.Json(row, _structured, Renamed);
        var (e, anonymous) = AmplitudeEvent.Read(fields);
        e.IsFromServer = true;
        if (e.Id is null)
            (e.Id, e.Scope) = (fields.Text("uuid") ?? ExportRow.Hash(row.Raw), "");
        AmplitudeEvent.AddOperations(e, fields);
        var person = fields.Object("person");
        persons.Add(e, person, name => person.Text(name) == NoValue);
        if (fields.Text("platform") == "Web" && fields.Text("user_agent") is null)
        {
            // On the web the browser stands where the system should.
            e.Properties.AddMissing("$browser", fields.Text("os_name"));
            e.Properties.AddMissing("$browser_version", fields.Text("os_version"));
        }

        if (e.Name == EventNames.Identify)
            links.Told(e, anonymous);
        else if (links.Before(e, anonymous) is { } link)
            return new ExportReading(e, link);
        return new ExportReading(e);
    }

    /// <summary>The name that the same field has when it is sent.</summary>
    private static string Renamed(string column) =>
        column switch
        {
            "event_time" => "time",
            "$insert_id" => "insert_id",
            "ip_address" => "ip",
            "device_carrier" => "carrier",
            "user_properties" => "person",
            _ => column,
        };
}
