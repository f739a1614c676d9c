namespace Cairn.Ingest.Formats.Otlp;

/// <summary>OpenTelemetry's traces over HTTP, JSON and protobuf. See docs/formats/otlp.md.</summary>
internal static class OtlpFormat
{
    public static WireFormat Format { get; } = new("otel", [Route("/v1/traces")]);

    internal static TakingRoute Route(string path) =>
        new("POST", path, ReadOtlp.Traces, OtlpAnswer.Taken) { IsBinary = true, Refuse = OtlpAnswer.Refused };
}
