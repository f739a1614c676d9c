using Cairn.Events;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.Mixpanel;

namespace Cairn.Ingest.Import.Exports;

/// <summary>Mixpanel's exports: raw events, and profiles as /engage hands them out.</summary>
internal static class MixpanelExport
{
    /// <summary>So many rows the pairs of ids are remembered that were told.</summary>
    private const int LinkedRows = 200_000;

    private static readonly HashSet<string> _structured = ["properties", "$properties"];

    public static IReadOnlyList<VendorExport> Kinds { get; } =
    [
        new("mixpanel", "Mixpanel, events", "event and properties, and nothing else")
        {
            Fits = columns => VendorExport.Has(columns, "event", "properties") && columns.Count == 2,
            Mapping =
            [
                new("event", "event ($mp_web_page_view is $pageview, $create_alias is $alias)"),
                new("properties.distinct_id", "distinct_id"),
                new("properties.time", "timestamp; seconds or milliseconds, in the time zone given"),
                new("properties.$insert_id", "id, with event, distinct_id and time"),
                new("properties.$device_id with $user_id", "joined: both are one person's"),
                new("properties.$current_url, current_domain, current_url_path", "properties.url"),
                new("properties.mp_country_code, $city, $region", "properties.$country, $city, $region"),
                new("properties.company, account, team, …", "groups, where the value is a list"),
                new("properties", "properties"),
            ],
            Open = mapping =>
            {
                var (links, rows) = (new ImpliedLinks(), 0);
                return row =>
                {
                    if (++rows % LinkedRows == 0)
                        links = new ImpliedLinks();
                    return Event(row, links, ZoneOf(mapping));
                };
            },
        },
        new("mixpanel", "Mixpanel, profiles", "$distinct_id and $properties")
        {
            Fits = columns => VendorExport.Has(columns, "$distinct_id", "$properties"),
            Mapping =
            [
                new("$distinct_id", "distinct_id"),
                new("$properties", "set"),
                new("$properties.$last_seen", "timestamp, in the time zone given"),
            ],
            Open = mapping => row => Profile(row, ZoneOf(mapping)),
        },
    ];

    private static ExportReading Event(ImportRow row, ImpliedLinks links, TimeZoneInfo zone)
    {
        var fields = ExportRow.Json(row, _structured);
        var properties = fields.Object("properties");
        var e = MixpanelEvent.Read(fields, properties);
        e.IsFromServer = true;
        InZone(e, zone);
        if (e.Id is null)
            (e.Id, e.Scope) = ("row", ExportRow.Hash(row.Raw));
        var anonymous = properties.Text("$anon_distinct_id") ?? properties.Text("$anon_id");
        if (e.Name == EventNames.Identify)
        {
            e.Properties.AddMissing("$anon_distinct_id", anonymous);
            links.Told(e, anonymous);
            return new ExportReading(e);
        }

        return links.Before(e, MixpanelEvent.AnonymousId(properties)) is { } link ? new ExportReading(e, link) : new ExportReading(e);
    }

    private static ExportReading Profile(ImportRow row, TimeZoneInfo zone)
    {
        var fields = ExportRow.Json(row, _structured);
        var properties = fields.Object("$properties");
        var e = new NativeEvent("mixpanel", EventNames.Set)
        {
            Id = "profile",
            Scope = ExportRow.Hash(row.Raw),
            DistinctId = fields.Text("$distinct_id"),
            IsFromServer = true,
        };
        e.At(properties.Field("$last_seen"));
        InZone(e, zone);
        e.Set.AddAll(properties);
        return new ExportReading(e);
    }

    /// <summary>Projects of before 2023 write the project's clock as though it were UTC.</summary>
    private static void InZone(NativeEvent e, TimeZoneInfo zone)
    {
        if (e.Time is not { } time)
            return;
        var clock = DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified);
        e.At(new DateTimeOffset(clock, zone.GetUtcOffset(clock)));
    }

    private static TimeZoneInfo ZoneOf(ImportMapping mapping) =>
        mapping.Timezone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc;
}
