using System.Text.Json;

namespace Cairn.Ingest.Formats.Umami;

/// <summary>Umami's requests: one event, or an array of them, which may be of several websites.</summary>
internal static class ReadUmami
{
    private const string NoPayload = "Send {\"type\": \"event\", \"payload\": {\"website\", …}}.";

    public static VendorReading Send(VendorRequest request)
    {
        if (request.Body.Json.Object("payload") is not { } payload)
            return VendorReading.Missing("payload", NoPayload);
        return SiteOf(payload) is null
            ? VendorReading.Missing("payload/website", "Name the website.")
            : Of(request, [request.Body.Json], isBatch: false);
    }

    public static VendorReading Batch(VendorRequest request)
    {
        if (request.Body.Json.ValueKind != JsonValueKind.Array)
            return VendorReading.Missing("payload", "Send an array of " + NoPayload[5..]);
        JsonElement[] items = [.. request.Body.Json.EnumerateArray().Where(i => SiteOf(i.Object("payload")) is not null)];
        return items.Length == 0 ? VendorReading.Missing("payload/website", "Name the website.") : Of(request, items, isBatch: true);
    }

    /// <summary>One reading for each website, in the order in which they come.</summary>
    private static VendorReading Of(VendorRequest request, IReadOnlyList<JsonElement> items, bool isBatch) =>
        VendorReading.Chain([
            .. items
                .GroupBy(item => SiteOf(item.Object("payload"))!, StringComparer.OrdinalIgnoreCase)
                .Select(site => OfSite(request, site.Key, [.. site], isBatch)),
        ]);

    private static VendorReading OfSite(VendorRequest request, string site, IReadOnlyList<JsonElement> items, bool isBatch)
    {
        var token = request.Header("x-umami-cache");
        var last = new Dictionary<string, string>();
        var events = new List<NativeEvent>(items.Count);
        var passedOver = new Dictionary<string, int>();
        foreach (var item in items)
        {
            var type = item.Text("type") ?? "event";
            if (type is "event" or "identify" or "performance")
                events.Add(UmamiEvent.Read(type, item.Object("payload")!.Value, site, token, Note));
            else
                passedOver["other"] = passedOver.GetValueOrDefault("other") + 1;
        }

        return new VendorReading(site, events)
        {
            IsKeyASite = true,
            PassedOver = passedOver,
            Answer = answer => UmamiAnswers.Taken(last, answer, isBatch ? items.Count : null),
        };

        void Note(Sender sender, UmamiVisit visit)
        {
            last["cache"] = visit.Token(sender);
            last["sessionId"] = visit.Session(sender).ToString("D");
            last["visitId"] = visit.Visit.ToString("D");
        }
    }

    private static string? SiteOf(JsonElement? payload) => payload.Text("website");
}
