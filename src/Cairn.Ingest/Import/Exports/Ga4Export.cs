using System.Globalization;
using System.Text.Json;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.Ga4;

namespace Cairn.Ingest.Import.Exports;

/// <summary>GA4's tables in BigQuery: <c>events_YYYYMMDD</c> as NDJSON.</summary>
internal static class Ga4Export
{
    /// <summary>What tells two rows of the table apart; the rest Google may still change for three days.</summary>
    private static readonly string[] _identity =
    [
        "user_pseudo_id",
        "event_name",
        "event_timestamp",
        "event_bundle_sequence_id",
        "batch_page_id",
        "batch_ordering_id",
        "batch_event_index",
    ];

    /// <summary>So many pairs of ids are remembered that were told.</summary>
    private const int MostLinks = 200_000;

    private static readonly HashSet<string> _structured = [];

    public static IReadOnlyList<VendorExport> Kinds { get; } =
    [
        new("ga4", "GA4, events of BigQuery", "event_name, event_timestamp and event_params, as JSON")
        {
            Fits = columns => VendorExport.Has(columns, "event_name", "event_timestamp", "event_params"),
            Mapping = Ga4Fields.Mapping,
            Open = _ =>
            {
                var linked = new HashSet<(string, string)>();
                return row => Event(row, linked);
            },
        },
        new("ga4", "GA4, events of BigQuery without their parameters", "event_name and event_timestamp")
        {
            Fits = columns => VendorExport.Has(columns, "event_name", "event_timestamp", "event_date") && !columns.Contains("event_params"),
            Refusal =
                "The parameters of the events are missing: columns that hold columns cannot be read out of Parquet, and CSV cannot hold them. Export the table as JSON (newline delimited).",
        },
    ];

    private static ExportReading Event(ImportRow row, HashSet<(string, string)> linked)
    {
        var fields = ExportRow.Json(row, _structured);
        var (client, user) = (fields.Text("user_pseudo_id"), fields.Text("user_id"));
        var body = Ga4Fields.Body(fields);
        var e = Ga4Event.Read(body.Items("events").First(), client);
        e.DistinctId = user ?? client;
        e.IsFromServer = true;
        if (Time(fields) is { } time)
            e.At(time);
        if (e.Id is null)
            (e.Id, e.Scope) = (
                "row",
                string.Join('\n', _identity.Select(name => fields.Text(name)).Append(ExportRow.Hash(Parameters(fields))))
            );
        Ga4Event.AddPerson(e, body);
        Ga4Fields.AddRest(e, fields);
        if (linked.Count >= MostLinks)
            linked.Clear();
        return client is null || user is null || client == user || !linked.Add((client, user))
            ? new ExportReading(e)
            : new ExportReading(e, Link(client, user, e));
    }

    private static NativeEvent Link(string client, string user, NativeEvent e)
    {
        var link = ReadGa4.Link(client, user);
        link.IsFromServer = true;
        if (e.Time is { } time)
            link.At(time);
        return link;
    }

    private static string Parameters(JsonElement fields) => fields.Field("event_params")?.GetRawText() ?? "";

    /// <summary>Microseconds; JSON of BigQuery writes them as text.</summary>
    private static DateTimeOffset? Time(JsonElement fields) =>
        long.TryParse(fields.Text("event_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
        && micros is > 0 and < 253402300799999000
            ? DateTimeOffset.FromUnixTimeMilliseconds(micros / 1000)
            : null;
}
