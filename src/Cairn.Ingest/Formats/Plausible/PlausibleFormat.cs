namespace Cairn.Ingest.Formats.Plausible;

/// <summary>Plausible's wire format, of its trackers and of servers that send to its events API. See docs/formats/plausible.md.</summary>
internal static class PlausibleFormat
{
    public static WireFormat Format { get; } =
        new("plausible", [new TakingRoute("POST", "/api/event", ReadPlausible.Event, (_, _, _) => VendorAnswer.Text("ok", 202))]);
}
