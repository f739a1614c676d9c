using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Mixpanel;

/// <summary>Mixpanel's events: <c>{event, properties}</c> or an array of these.</summary>
internal static class ReadMixpanel
{
    public static VendorReading Events(VendorRequest request) => Read(request, isImport: false);

    public static VendorReading Imported(VendorRequest request) => Read(request, isImport: true);

    /// <summary>The items of a request; null when there are none to be seen.</summary>
    public static List<JsonElement>? Items(VendorRequest request) =>
        request.Body.Json switch
        {
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
            { ValueKind: JsonValueKind.Object } one => [one],
            _ => null,
        };

    /// <param name="key">Of the items.</param>
    public static VendorReading Reading(VendorRequest request, string? key, List<NativeEvent> events)
    {
        var open = key ?? request.Query("api_key") ?? request.Query("token");
        return new VendorReading(open ?? request.Basic.User ?? request.Basic.Password, events) { IsKeyInHeader = open is null };
    }

    private static VendorReading Read(VendorRequest request, bool isImport)
    {
        if (Items(request) is not { } items)
            return VendorReading.Missing("data", "Send an event {event, properties}, or an array of these, as JSON or as data=<base64>.");
        var events = new List<NativeEvent>(items.Count);
        var links = new ImpliedLinks();
        for (var i = 0; i < items.Count; i++)
        {
            var properties = items[i].Object("properties");
            var e = MixpanelEvent.Read(items[i], properties);
            e.Item = i;
            if (properties.Text("mp_lib") == "web" && !isImport)
                e.SentAt = request.QueryTime("_");
            e.IsFromServer |= isImport;
            e.IsAddressPassedOver = request.Query("ip") != "1" && request.Body.Form.GetValueOrDefault("ip") != "1";
            if (e.Name == EventNames.Identify)
                links.Told(e, properties.Text("$anon_distinct_id"));
            else if (links.Before(e, MixpanelEvent.AnonymousId(properties)) is { } link)
                events.Add(link);
            events.Add(e);
        }

        return Reading(request, items.Select(i => i.Object("properties").Text("token")).FirstOrDefault(k => k is not null), events);
    }
}
