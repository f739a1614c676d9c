namespace Cairn.Ingest.Formats.Mixpanel;

/// <summary>Mixpanel's wire format, of mixpanel-browser since 2.45, the server libraries and <c>/import</c>. See docs/formats/mixpanel.md.</summary>
internal static class MixpanelFormat
{
    /// <summary>Never recognised by what it says: whatever PostHog does not claim of <c>/track</c> is Mixpanel's.</summary>
    private static readonly Func<VendorRequest, bool> _anything = _ => true;

    public static WireFormat Format { get; } =
        new(
            "mixpanel",
            [
                .. Taking("/track", ReadMixpanel.Events, MixpanelAnswer.One),
                .. Taking("/import", ReadMixpanel.Imported, MixpanelAnswer.Import),
                .. Profiles,
                .. Taking("/groups", MixpanelProfiles.Groups, MixpanelAnswer.One),
                new SayingRoute("GET", "/flags", _ => VendorAnswer.JsonText("""{"flags":{}}""")),
                new SayingRoute("GET", "/decide", _ => VendorAnswer.JsonText("""{"notifications":[],"config":{}}""")),
                // Replay is taken and not kept.
                new SayingRoute("POST", "/record", _ => VendorAnswer.JsonText("""{"code":200,"status":"OK"}""")) { IsBinary = true },
            ]
        );

    /// <summary>Old posthog-js sends the same here.</summary>
    internal static IEnumerable<TakingRoute> Profiles => Taking("/engage", MixpanelProfiles.Persons, MixpanelAnswer.One);

    private static IEnumerable<TakingRoute> Taking(
        string path,
        Func<VendorRequest, VendorReading> read,
        Func<VendorRequest, VendorReading, IngestAnswer, VendorAnswer> answer
    ) => new[] { "POST", "GET" }.Select(method => new TakingRoute(method, path, read, answer) { Recognises = _anything });
}
