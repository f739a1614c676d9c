using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.PostHog;

namespace Cairn.Ingest.Import.Exports;

/// <summary>PostHog's exports: events and persons of its batch and file exports (NDJSON, Parquet), CSV of its SQL editor, persons of its API.</summary>
internal static class PostHogExport
{
    private const string Property = "properties.";

    /// <summary>Tables of PostHog's interface write <c>*.uuid</c> where all columns were asked for.</summary>
    private const string All = "*.";

    private static readonly HashSet<string> _structured =
    [
        "properties",
        "person_properties",
        "distinct_ids",
        "set",
        "set_once",
        "$set",
        "$set_once",
    ];

    public static IReadOnlyList<VendorExport> Kinds { get; } =
    [
        new("posthog", "PostHog, events", "uuid, event, distinct_id, timestamp and properties")
        {
            Fits = columns =>
            {
                var names = columns.Select(Plain).ToArray();
                return VendorExport.Has(names, "uuid", "event", "distinct_id", "timestamp")
                    && names.Any(n => n == "properties" || n.StartsWith(Property, StringComparison.Ordinal));
            },
            Mapping =
            [
                new("uuid", "id"),
                new("event", "event ($create_alias is $alias, $groupidentify is $group)"),
                new("distinct_id", "distinct_id"),
                new("timestamp", "timestamp"),
                new("properties", "properties"),
                new("properties.$session_id", "session_id"),
                new("properties.$groups", "groups"),
                new("properties.$set, $set", "set"),
                new("properties.$set_once, $set_once", "set_once"),
                new("person_properties", "set, where they changed since the person's event before"),
                new("properties.$geoip_country_code", "properties.$country"),
                new("elements_chain", "properties.$elements_chain"),
                new("person_id", null),
                new("created_at, _inserted_at", null),
            ],
            Open = _ =>
            {
                var persons = new PersonStates();
                return row => Event(row, persons);
            },
        },
        new("posthog", "PostHog, persons", "distinct_id or distinct_ids, person_id or uuid, and properties, without event")
        {
            Fits = columns =>
                columns.Contains("properties")
                && !columns.Contains("event")
                && (VendorExport.Has(columns, "distinct_id", "person_id") || VendorExport.Has(columns, "distinct_ids", "uuid")),
            Mapping =
            [
                new("distinct_id, distinct_ids", "distinct_id; further ids of a person are joined to the first that is no UUID"),
                new("properties", "set"),
                new("created_at", "timestamp"),
                new("person_id, uuid, person_version, team_id", null),
            ],
            Open = _ => Person,
        },
    ];

    private static string Plain(string column) => column.StartsWith(All, StringComparison.Ordinal) ? column[All.Length..] : column;

    private static ExportReading Event(ImportRow row, PersonStates persons)
    {
        var fields = ExportRow.Json(row, _structured, Plain);
        if (fields.Text("event") is "$snapshot")
            return ExportReading.Refused("The row is a piece of a session replay; Cairn keeps none.");
        var e = PostHogEvent.Read(Item(row, fields));
        var properties = fields.Object("properties");
        e.At(fields.Field("timestamp"));
        e.Properties.AddMissing("$elements_chain", fields.Text("elements_chain"));
        e.Properties.AddMissing("$country", properties.Text("$geoip_country_code"));
        e.UserAgent = properties.Text("$raw_user_agent");
        persons.Add(e, fields.Object("person_properties"), name => name == "$creator_event_uuid");
        return new ExportReading(e);
    }

    /// <summary>The row as a client would have sent it.</summary>
    private static JsonElement Item(ImportRow row, JsonElement fields)
    {
        var properties = new PropertyList();
        properties.AddAll(fields.Object("properties"));
        foreach (var (column, cell) in row.Cells)
        {
            if (Plain(column) is var name && name.StartsWith(Property, StringComparison.Ordinal) && !cell.IsEmpty)
                properties.AddMissing(name[Property.Length..], ExportRow.Value(cell));
        }

        var item = new PropertyList();
        foreach (var name in (string[])["uuid", "event", "distinct_id"])
            item.Add(name, fields.Text(name));
        item.Add("$set", fields.Object("$set") ?? fields.Object("set"));
        item.Add("$set_once", fields.Object("$set_once") ?? fields.Object("set_once"));
        item.AddRaw("properties", ExportRow.Raw(properties));
        return ExportRow.Element(item);
    }

    private static ExportReading Person(ImportRow row)
    {
        var fields = ExportRow.Json(row, _structured);
        string[] ids =
        [
            .. fields.Items("distinct_ids").Select(i => i.AsText()).Append(fields.Text("distinct_id")).OfType<string>().Distinct(),
        ];
        var known = ids.FirstOrDefault(i => !Guid.TryParse(i, out _)) ?? ids.FirstOrDefault();
        var e = new NativeEvent("posthog", EventNames.Set)
        {
            Id = "person",
            Scope = ExportRow.Hash(row.Raw),
            DistinctId = known,
            IsFromServer = true,
        };
        e.At(fields.Field("created_at"));
        e.Set.AddAll(fields.Object("properties"), name => name == "$creator_event_uuid");
        return new ExportReading(
            e,
            [.. ids.Where(i => i != known).Select(i => ExportRow.Link("posthog", i, known!, fields.Field("created_at")))]
        );
    }
}
