namespace Cairn.Ingest.Import.Exports;

/// <summary>Files that hold sums and no events. Events made up from them would be inventions: nobody knows who did what when.</summary>
internal static class TotalsExport
{
    private const string NoEvents =
        "It holds totals, not events: who did what, and in which order, cannot be told from it, and Cairn makes nothing up. ";

    private static readonly HashSet<string> _plausible =
    [
        "pageviews",
        "visits",
        "bounces",
        "visit_duration",
        "entrances",
        "exits",
        "events",
        "total_time_on_page",
        "total_scroll_depth",
    ];

    public static IReadOnlyList<VendorExport> Kinds { get; } =
    [
        new("plausible", "Plausible, totals of each day", "date and visitors")
        {
            // Of imported_custom_events, imported_pages, …; of all there is a column date, and visits or visitors.
            Fits = columns =>
                columns is ["date", ..] && columns.Contains("visitors") && columns.Any(_plausible.Contains) && !columns.Contains("event"),
            Refusal =
                NoEvents
                + "Plausible hands out no events. Let it run beside Cairn for as long as you want to compare: Cairn takes what Plausible's script sends, under /plausible.",
        },
        new("umami", "Umami, totals", "x and y")
        {
            Fits = columns => columns.Count == 2 && VendorExport.Has(columns, "x", "y"),
            Refusal = NoEvents + "Take the tables website_event and event_data out of Umami's database instead.",
        },
        new("ga4", "GA4, a report", "lines that begin with #")
        {
            Fits = columns => columns.Count > 0 && columns[0].StartsWith("# ", StringComparison.Ordinal),
            Refusal = NoEvents + "Link the property to BigQuery, and export the tables events_YYYYMMDD as JSON.",
        },
    ];
}
