using Cairn.Ingest.Formats.Otlp;

namespace Cairn.Ingest.Formats.Langfuse;

/// <summary>Langfuse's ingestion: batches of its clients up to v3, and OTLP of v4 and v5. See docs/formats/langfuse.md.</summary>
internal static class LangfuseFormat
{
    public static WireFormat Format { get; } =
        new(
            "langfuse",
            [new TakingRoute("POST", "/api/public/ingestion", ReadLangfuse.Batch, Taken), OtlpFormat.Route("/api/public/otel/v1/traces")]
        );

    /// <summary>Every envelope is a success: clients send the whole batch again for one that is not, and nothing refused here is mended by that.</summary>
    private static VendorAnswer Taken(VendorRequest request, VendorReading reading, IngestAnswer answer) =>
        VendorAnswer.Json(
            new
            {
                successes = request.Body.Json.Items("batch").Select(e => new { id = e.Text("id") ?? "", status = 201 }),
                errors = Array.Empty<object>(),
            },
            207
        );
}
