namespace Cairn.Ingest.Formats.Ga4;

/// <summary>The wire formats of Google Analytics 4: the Measurement Protocol of servers, and the hits of gtag in browsers. See docs/formats/ga4.md.</summary>
internal static class Ga4Format
{
    public static WireFormat Format { get; } =
        new(
            "ga4",
            [
                new TakingRoute("POST", "/mp/collect", ReadGa4.Events, NoContent),
                new SayingRoute("POST", "/debug/mp/collect", CheckGa4.Say),
                new TakingRoute("GET", "/g/collect", ReadGtag.Hits, NoContent) { IsBinary = true },
                new TakingRoute("POST", "/g/collect", ReadGtag.Hits, NoContent) { IsBinary = true },
            ]
        );

    private static VendorAnswer NoContent(VendorRequest request, VendorReading reading, IngestAnswer answer) => VendorAnswer.Empty(204);
}
