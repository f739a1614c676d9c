using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Ga4;

/// <summary>A request of the Measurement Protocol: one client, its user, and up to 25 events.</summary>
internal static class ReadGa4
{
    public static VendorReading Events(VendorRequest request)
    {
        var secret = request.Query("api_secret");
        var stream = request.Query("measurement_id") ?? request.Query("firebase_app_id");
        var isKey = secret is not null && (secret.StartsWith("cwk_", StringComparison.Ordinal) || stream is null);
        return Of(request.Body.Json, isKey ? secret : stream, !isKey, isFromServer: true);
    }

    /// <param name="body">As the Measurement Protocol has it.</param>
    /// <param name="isFromServer">The request's address and user agent are not the person's.</param>
    /// <param name="isNameless">The person's consent withholds what could tell them again: the client's id is not read.</param>
    internal static VendorReading Of(JsonElement body, string? key, bool isSite, bool isFromServer, bool isNameless = false)
    {
        var client = body.Text("client_id") ?? body.Text("app_instance_id");
        var user = isNameless ? null : body.Text("user_id");
        if (client is null && user is null && !isNameless)
            return VendorReading.Missing("client_id", "Send client_id, app_instance_id or user_id.");
        if (body.Field("events") is not { ValueKind: JsonValueKind.Array })
            return VendorReading.Missing("events", "Send {\"client_id\", \"events\": […]}.");
        var events = new List<NativeEvent>();
        foreach (var item in body.Items("events"))
        {
            var e = Ga4Event.Read(item, client);
            e.DistinctId = user ?? client;
            Finish(e, item);
        }

        if (client is not null && user is not null && client != user)
            events.Insert(0, Finish(Link(client, user), default));
        return new VendorReading(key, events) { IsKeyASite = isSite };

        NativeEvent Finish(NativeEvent e, JsonElement item)
        {
            e.IsFromServer = isFromServer;
            e.UserAgent = body.Text("user_agent");
            e.Address = body.Text("ip_override");
            Timed(e, item.Number("timestamp_micros") ?? body.Number("timestamp_micros"));
            Ga4Event.AddPerson(e, body);
            if (isNameless)
                e.Complete = sender => (e.DistinctId, e.SessionId) = (sender.Visitor(key ?? ""), null);
            if (e.Name != EventNames.Identify)
                events.Add(e);
            return e;
        }
    }

    /// <summary>Once for each pair, however often both come together.</summary>
    internal static NativeEvent Link(string client, string user)
    {
        var e = new NativeEvent("ga4", EventNames.Identify)
        {
            Id = "link",
            Scope = $"{client}\n{user}",
            DistinctId = user,
        };
        e.Properties.Add("$anon_distinct_id", client);
        return e;
    }

    private static void Timed(NativeEvent e, double? microseconds)
    {
        if (microseconds is { } given and > 0 and < 253402300799999000)
            e.At(DateTimeOffset.FromUnixTimeMilliseconds((long)(given / 1000)));
    }
}
