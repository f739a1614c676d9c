using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Wire;

namespace Cairn.Ingest.Formats.Amplitude;

/// <summary>Amplitude's requests: <c>{api_key, events}</c>, and the older forms whose fields are JSON.</summary>
internal static class ReadAmplitude
{
    public static VendorReading Events(VendorRequest request)
    {
        var root = request.Body.Json;
        return root.Field("events") is { ValueKind: JsonValueKind.Array } events
            ? Read(root.Text("api_key"), [.. events.EnumerateArray()], root.Time("client_upload_time"))
            : VendorReading.Missing("events", "Send {\"api_key\", \"events\": […]}.");
    }

    public static VendorReading OldEvents(VendorRequest request) => Old(request, "event", item => item);

    public static VendorReading OldIdentifications(VendorRequest request) =>
        Old(request, "identification", item => Named(item, "$identify", ""));

    /// <summary>The form names the group beside its properties.</summary>
    public static VendorReading OldGroupIdentifications(VendorRequest request) =>
        Old(
            request,
            "identification",
            item =>
            {
                var groups = new PropertyList();
                if (item.Text("group_type") is { } type)
                    groups.Add(type, item.Text("group_value"));
                var named = new PropertyList();
                named.Add("groups", groups);
                return Named(item, "$groupidentify", named.Text());
            }
        );

    private static VendorReading Read(string? key, List<JsonElement> items, DateTimeOffset? sentAt)
    {
        var events = new List<NativeEvent>(items.Count);
        var links = new ImpliedLinks();
        var kept = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var (e, anonymous) = AmplitudeEvent.Read(items[i]);
            (e.Item, e.SentAt) = (i, sentAt);
            kept += AmplitudeEvent.AddOperations(e, items[i]);
            if (e.Name == EventNames.Identify)
                links.Told(e, anonymous);
            else if (links.Before(e, anonymous) is { } link)
                events.Add(link);
            events.Add(e);
        }

        return new VendorReading(key, events) { PassedOver = PropertyOperations.Counted(kept) };
    }

    private static VendorReading Old(VendorRequest request, string field, Func<JsonElement, JsonElement> shape)
    {
        var form = request.Body.Form;
        var root = request.Body.Json;
        var key = form.GetValueOrDefault("api_key") ?? root.Text("api_key") ?? request.Query("api_key");
        if (root.Field(field) is { } given)
            return Items(key, given, shape);
        if ((form.GetValueOrDefault(field) ?? request.Query(field)) is not { } text)
            return VendorReading.Missing(field, $"Send api_key and {field}, which is JSON, as a form.");
        try
        {
            using var document = JsonDocument.Parse(text);
            return Items(key, document.RootElement, shape);
        }
        catch (JsonException e)
        {
            return VendorReading.Refused(IngestProblems.BadJson(e.Message));
        }
    }

    private static VendorReading Items(string? key, JsonElement given, Func<JsonElement, JsonElement> shape)
    {
        List<JsonElement> items = given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray()] : [given];
        return Read(key, [.. items.Select(shape)], sentAt: null);
    }

    /// <summary>An identification as the event that says the same today.</summary>
    private static JsonElement Named(JsonElement item, string eventType, string more)
    {
        var fields = new PropertyList();
        fields.Add("event_type", eventType);
        fields.AddAll(item, name => name == "event_type");
        var text = fields.Text();
        if (more.Length > 0)
            text = text[..^1] + "," + more[1..];
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        return document.RootElement.Clone();
    }
}
