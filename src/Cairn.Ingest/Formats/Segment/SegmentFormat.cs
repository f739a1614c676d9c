using System.Text.Json;

namespace Cairn.Ingest.Formats.Segment;

/// <summary>The wire format of Segment's clients and of RudderStack's, which speak the same but for their first question and the answer they know. See docs/formats/segment.md
/// and docs/formats/rudderstack.md.</summary>
internal static class SegmentFormat
{
    private static readonly (string Path, string? Type)[] _messages =
    [
        ("/v1/batch", null),
        ("/v1/b", null),
        ("/v1/import", null),
        ("/v1/t", "track"),
        ("/v1/p", "page"),
        ("/v1/i", "identify"),
        ("/v1/g", "group"),
        ("/v1/a", "alias"),
        ("/v1/s", "screen"),
        ("/v1/track", "track"),
        ("/v1/page", "page"),
        ("/v1/identify", "identify"),
        ("/v1/group", "group"),
        ("/v1/alias", "alias"),
        ("/v1/screen", "screen"),
    ];

    public static WireFormat Segment { get; } =
        new(
            "segment",
            [
                .. _messages.Select(m => Taking("segment", m.Path, m.Type)),
                new SayingRoute("POST", "/v1/m", _ => Success) { IsBinary = true },
                new SayingRoute("GET", "/v1/projects/{key}/settings", Settings),
            ]
        );

    public static WireFormat RudderStack { get; } =
        new(
            "rudderstack",
            [
                .. _messages.Append(("/beacon/v1/batch", null)).Select(m => Taking("rudderstack", m.Path, m.Type)),
                new SayingRoute("GET", "/sourceConfig", SourceConfig),
            ]
        );

    private static VendorAnswer Success => VendorAnswer.JsonText("""{"success":true}""");

    private static TakingRoute Taking(string format, string path, string? type) =>
        new(
            "POST",
            path,
            request => ReadSegment.Messages(format, type, request),
            (_, _, _) => format == "segment" ? Success : VendorAnswer.Text("OK")
        )
        {
            Recognises = format == "rudderstack" ? ReadSegment.IsRudder : null,
        };

    /// <summary>Without it no event leaves the browser. It sends them back here, under the same prefix, and keeps the client's own figures to itself.</summary>
    private static VendorAnswer Settings(VendorRequest request)
    {
        var prefix = request.Http.Path.StartsWithSegments("/segment", StringComparison.OrdinalIgnoreCase) ? "/segment" : "";
        var segment = new
        {
            apiKey = request.Route("key") ?? "",
            apiHost = $"{request.Http.Host}{request.Http.PathBase}{prefix}/v1",
            protocol = request.Http.Scheme,
        };
        return VendorAnswer.Json(
            new Dictionary<string, object>
            {
                ["integrations"] = new Dictionary<string, object> { ["Segment.io"] = segment },
                ["metrics"] = new { sampleRate = 0 },
            }
        );
    }

    /// <summary>Without it no event leaves the browser.</summary>
    private static VendorAnswer SourceConfig(VendorRequest request) =>
        VendorAnswer.Json(
            new
            {
                source = new
                {
                    id = "cairn",
                    name = "cairn",
                    writeKey = request.Basic.User ?? request.Query("writeKey") ?? "",
                    config = new Dictionary<string, object>(),
                    enabled = true,
                    workspaceId = "cairn",
                    destinations = Array.Empty<JsonElement>(),
                    connections = Array.Empty<JsonElement>(),
                    dataplanes = new Dictionary<string, object>(),
                },
                updatedAt = "2026-01-01T00:00:00.000Z",
            }
        );
}
