using System.Text.Json;
using Cairn.Ingest.Formats.Mixpanel;

namespace Cairn.Ingest.Formats.PostHog;

/// <summary>PostHog's wire format, of posthog-js since 1.57, posthog-node, and the server libraries that send <c>/batch</c> or <c>/capture</c>. See docs/formats/posthog.md.</summary>
internal static class PostHogFormat
{
    /// <summary>What posthog-js needs to hear so that it packs its requests and asks for nothing that Cairn has not. Autocapture begins only when the configuration does not forbid it: <c>autocapture_opt_out</c> must be there, and to 1.57 <c>enable_collect_everything</c>.</summary>
    private const string Config = """{"supportedCompression":["gzip","gzip-js"],"hasFeatureFlags":false,"autocapture_opt_out":false}""";

    private const string NoFlags =
        """{"flags":{},"featureFlags":{},"featureFlagPayloads":{},"errorsWhileComputingFlags":false,"requestId":"00000000-0000-0000-0000-000000000000"}""";

    private const string NoDecisions =
        """{"supportedCompression":["gzip","gzip-js"],"featureFlags":{},"featureFlagPayloads":{},"errorsWhileComputingFlags":false,"sessionRecording":false,"autocapture_opt_out":false,"config":{"enable_collect_everything":true},"toolbarParams":{},"isAuthenticated":false,"siteApps":[]}""";

    private const string NoDefinitions = """{"flags":[],"group_type_mapping":{},"cohorts":{}}""";

    public static WireFormat Format { get; } =
        new(
            "posthog",
            [
                .. new[] { "/batch", "/e", "/i/v0/e", "/capture", "/i/v0/ai/batch" }.SelectMany(path =>
                    new[] { Taking("POST", path), Taking("GET", path) }
                ),
                .. new[] { "POST", "GET" }.Select(method => Taking(method, "/track") with { Recognises = IsPostHogs }),
                .. MixpanelFormat.Profiles.Select(route => route with { IsOnlyUnderPrefix = true }),
                new TakingRoute("POST", "/i/v1/analytics/events", ReadPostHog.Version1, PerEvent),
                new SayingRoute("POST", "/s", _ => VendorAnswer.JsonText("""{"status":1}""")),
                new SayingRoute("POST", "/flags", _ => VendorAnswer.JsonText(NoFlags)),
                new SayingRoute("POST", "/decide", _ => VendorAnswer.JsonText(NoDecisions)),
                new SayingRoute("GET", "/flags/definitions", _ => VendorAnswer.JsonText(NoDefinitions)),
                new SayingRoute("GET", "/api/feature_flag/local_evaluation", _ => VendorAnswer.JsonText(NoDefinitions)),
                new SayingRoute("GET", "/array/{key}/config", _ => VendorAnswer.JsonText(Config)),
                new SayingRoute("GET", "/array/{key}/config.js", ConfigScript),
            ]
        );

    /// <summary>At the root <c>/track</c> is Mixpanel's, whose requests have none of these.</summary>
    private static bool IsPostHogs(VendorRequest request) =>
        request.Body.Json.Field("api_key") is not null || request.Body.Json.Field("batch") is not null;

    private static TakingRoute Taking(string method, string path) =>
        new(method, path, ReadPostHog.Events, (_, _, _) => VendorAnswer.JsonText("""{"status":"Ok"}"""))
        {
            Recognises = request =>
                request.Body.Json.ValueKind == JsonValueKind.Array
                || request.Body.Json.Field("batch") is not null
                || request.Body.Json.Field("event") is not null,
        };

    /// <summary>posthog-js runs it before its first request; the key is written as a JSON string, which no text can leave.</summary>
    private static VendorAnswer ConfigScript(VendorRequest request) =>
        VendorAnswer.Script(
            "(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};window._POSTHOG_REMOTE_CONFIG["
                + JsonSerializer.Serialize(request.Route("key") ?? "")
                + "]={config:"
                + Config
                + ",siteApps:[]}})()"
        );

    /// <summary>Version 1 wants a result for each event: <c>drop</c> is told to the caller, and nothing is sent again.</summary>
    private static VendorAnswer PerEvent(VendorRequest request, VendorReading reading, IngestAnswer answer)
    {
        var refused = answer.Rejected.ToDictionary(r => r.Index, r => r.Message);
        var results = new Dictionary<string, object>();
        for (var i = 0; i < reading.Events.Count; i++)
        {
            if (reading.Events[i].Id is { } id)
                results[id] = refused.TryGetValue(i, out var message) ? new { result = "drop", details = message } : new { result = "ok" };
        }

        return VendorAnswer.Json(new { results });
    }
}
