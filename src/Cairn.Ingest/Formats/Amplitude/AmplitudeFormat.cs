namespace Cairn.Ingest.Formats.Amplitude;

/// <summary>Amplitude's wire format: HTTP API V2, batch, and the older forms of <c>/httpapi</c> and <c>/identify</c>. See docs/formats/amplitude.md.</summary>
internal static class AmplitudeFormat
{
    public static WireFormat Format { get; } =
        new(
            "amplitude",
            [
                Taking("/2/httpapi"),
                Taking("/batch") with
                {
                    // PostHog's clients send here, too.
                    Recognises = request => request.Body.Json.Field("events") is not null,
                },
                .. Old("/httpapi", ReadAmplitude.OldEvents),
                .. Old("/identify", ReadAmplitude.OldIdentifications),
                .. Old("/groupidentify", ReadAmplitude.OldGroupIdentifications),
                new SayingRoute("GET", "/config/{key}", _ => VendorAnswer.JsonText("""{"configs":{}}""")),
            ]
        );

    private static TakingRoute Taking(string path) =>
        new("POST", path, ReadAmplitude.Events, AmplitudeAnswer.Taken) { Refuse = AmplitudeAnswer.Refused };

    private static IEnumerable<TakingRoute> Old(string path, Func<VendorRequest, VendorReading> read) =>
        new[] { "POST", "GET" }.Select(method => new TakingRoute(method, path, read, (_, _, _) => VendorAnswer.Text("success")));
}
