using System.Globalization;
using System.Text.Json;

namespace Cairn.Ingest.Formats.PostHog;

/// <summary>PostHog's requests: an envelope with <c>batch</c>, an array, or one event.</summary>
internal static class ReadPostHog
{
    private const string NoEvents = "Send an event, an array of events, or {\"api_key\", \"batch\": […]}.";

    public static VendorReading Events(VendorRequest request)
    {
        var root = request.Body.Json;
        List<JsonElement> items =
            root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()]
            : root.Field("batch") is { ValueKind: JsonValueKind.Array } batch ? [.. batch.EnumerateArray()]
            : root.Field("event") is not null ? [root]
            : [];
        if (items.Count == 0 && root.Field("batch") is null)
            return VendorReading.Missing("batch", NoEvents);
        // posthog-js to 1.205 writes its clock at sending into the address.
        var sentAt = root.Time("sent_at") ?? request.QueryTime("_");
        var key = root.Text("api_key") ?? root.Text("token") ?? items.Select(KeyOf).FirstOrDefault(k => k is not null);
        return Reading(
            key ?? request.Query("api_key") ?? request.Query("token") ?? request.Bearer,
            items,
            (e, item) => Timed(e, item, sentAt, request.ReceivedAt)
        ) with
        {
            IsKeyInHeader = key is null && request.Query("api_key") is null && request.Query("token") is null && request.Bearer is not null,
        };
    }

    /// <summary>The opt-in version 1: the key is a header, and so is the time of sending.</summary>
    public static VendorReading Version1(VendorRequest request)
    {
        if (request.Body.Json.Field("batch") is not { ValueKind: JsonValueKind.Array } batch)
            return VendorReading.Missing("batch", "Send {\"created_at\", \"batch\": […]}.");
        var sentAt =
            request.Header("PostHog-Request-Timestamp") is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : (DateTimeOffset?)null;
        return Reading(
            request.Bearer,
            [.. batch.EnumerateArray()],
            (e, item) =>
            {
                e.SessionId ??= item.Text("session_id");
                e.Properties.AddMissing("$window_id", item.Text("window_id"));
                Timed(e, item, item.Object("options").IsTrue("disable_skew_correction") ? null : sentAt, request.ReceivedAt);
            }
        ) with
        {
            IsKeyInHeader = true,
        };
    }

    private static VendorReading Reading(string? key, List<JsonElement> items, Action<NativeEvent, JsonElement> time)
    {
        var events = new List<NativeEvent>(items.Count);
        var passedOver = new Dictionary<string, int>();
        foreach (var item in items)
        {
            if (item.Text("event") is { } name and ("$snapshot" or "$$client_ingestion_warning"))
            {
                var kind = name == "$snapshot" ? "replay" : "warning";
                passedOver[kind] = passedOver.GetValueOrDefault(kind) + 1;
                continue;
            }

            var e = PostHogEvent.Read(item);
            time(e, item);
            events.Add(e);
        }

        return new VendorReading(key, events) { PassedOver = passedOver };
    }

    private static string? KeyOf(JsonElement item) => item.Object("properties").Text("token") ?? item.Text("api_key") ?? item.Text("token");

    /// <summary><c>timestamp</c>, corrected by the time of sending; else <c>offset</c>, the milliseconds it waited, which no wrong clock can harm.</summary>
    private static void Timed(NativeEvent e, JsonElement item, DateTimeOffset? sentAt, DateTimeOffset receivedAt)
    {
        if (item.Field("timestamp") is { } timestamp)
        {
            e.At(timestamp);
            e.SentAt = item.Object("properties").IsTrue("$ignore_sent_at") || item.IsTrue("$ignore_sent_at") ? null : sentAt;
        }
        else if (item.Number("offset") is { } waited and >= 0 and < 1e12)
        {
            e.At(receivedAt.AddMilliseconds(-waited));
        }
    }
}
