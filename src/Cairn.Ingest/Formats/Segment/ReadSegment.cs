using System.Text.Json;

namespace Cairn.Ingest.Formats.Segment;

/// <summary>Segment's and RudderStack's requests: an envelope with <c>batch</c>, or one message.</summary>
internal static class ReadSegment
{
    private const string NoMessages = "Send one message, or {\"writeKey\", \"batch\": […]}.";

    /// <param name="type">What the path says of a message that does not say itself.</param>
    public static VendorReading Messages(string format, string? type, VendorRequest request)
    {
        var root = request.Body.Json;
        if (Items(root) is not { } items)
            return VendorReading.Missing("batch", NoMessages);
        var events = new List<NativeEvent>(items.Count);
        var unknown = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var message = items[i];
            if (SegmentMessage.Read(format, message, type) is not { } e)
            {
                unknown++;
                continue;
            }

            e.Item = i;
            // RudderStack's "timestamp" is there only when the caller gave one.
            e.At(message.Field("timestamp") ?? message.Field("originalTimestamp"));
            e.SentAt = message.Time("sentAt") ?? root.Time("sentAt");
            events.Add(e);
        }

        var header = request.Basic.User ?? request.Bearer;
        var key = root.Text("writeKey") ?? items.Select(m => m.Text("writeKey")).FirstOrDefault(k => k is not null);
        return new VendorReading(header ?? key ?? request.Query("writeKey"), events)
        {
            IsKeyInHeader = header is not null,
            PassedOver = unknown == 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["unknown_type"] = unknown },
        };
    }

    /// <summary>RudderStack's messages carry what Segment's never do.</summary>
    public static bool IsRudder(VendorRequest request) =>
        Items(request.Body.Json) is [var first, ..]
        && (
            first.Field("originalTimestamp") is not null
            || first.Field("channel") is not null
            || first.Object("context").Object("library").Text("name")?.Contains("rudder", StringComparison.OrdinalIgnoreCase) == true
        );

    private static List<JsonElement>? Items(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()]
        : root.Field("batch") is { ValueKind: JsonValueKind.Array } batch ? [.. batch.EnumerateArray()]
        : root.Field("batch") is null && root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Any() ? [root]
        : null;
}
