using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Cairn.Ingest.Formats.Ga4;

/// <summary>Hits of gtag: everything in the address; of several events each has a line of the body, and the address holds what they share.</summary>
internal static class ReadGtag
{
    private static readonly Dictionary<string, string> _parameters = new()
    {
        ["sid"] = "session_id",
        ["sct"] = "session_number",
        ["dl"] = "page_location",
        ["dr"] = "page_referrer",
        ["dt"] = "page_title",
        ["cu"] = "currency",
        ["_et"] = "engagement_time_msec",
    };

    public static VendorReading Hits(VendorRequest request)
    {
        var shared = request.Http.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        if (shared.GetValueOrDefault("tid") is not { Length: > 0 } stream)
            return VendorReading.Missing("tid", "Name the measurement id.");
        var events = new JsonArray();
        var user = new JsonObject();
        foreach (
            var line in Encoding
                .UTF8.GetString(request.Body.Bytes.Span)
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(l => l.Length > 0)
                .Prepend("")
        )
            Add(events, user, shared, line);
        var body = new JsonObject
        {
            ["client_id"] = shared.GetValueOrDefault("cid"),
            ["user_id"] = shared.GetValueOrDefault("uid"),
            ["events"] = events,
            ["user_properties"] = user,
            ["device"] = new JsonObject
            {
                ["language"] = shared.GetValueOrDefault("ul"),
                ["screen_resolution"] = shared.GetValueOrDefault("sr"),
            },
        };
        // The last digit is the consent to storage for analytics: then the client's id is made up for each hit.
        var isNameless = shared.GetValueOrDefault("gcs") is { Length: 4 } consent && consent[3] == '0';
        using var document = JsonDocument.Parse(body.ToJsonString());
        return ReadGa4.Of(document.RootElement, stream, isSite: true, isFromServer: false, isNameless);
    }

    /// <summary>A line without a name of an event is none; what the line says goes before what the address says.</summary>
    private static void Add(JsonArray events, JsonObject user, Dictionary<string, string> shared, string line)
    {
        var own = QueryHelpers.ParseQuery(line).ToDictionary(p => p.Key, p => p.Value.ToString());
        // The address' own event has no line; with lines, the address has none.
        if (own.Count == 0 && !shared.ContainsKey("en"))
            return;
        if (own.Count > 0 && !own.ContainsKey("en"))
            return;
        var parameters = new JsonObject();
        foreach (var (name, value) in shared.Where(s => !own.ContainsKey(s.Key)).Concat(own))
        {
            if (name.StartsWith("ep.", StringComparison.Ordinal))
                parameters[name[3..]] = value;
            else if (name.StartsWith("epn.", StringComparison.Ordinal))
                parameters[name[4..]] = Number(value);
            else if (name.StartsWith("up.", StringComparison.Ordinal))
                user[name[3..]] = new JsonObject { ["value"] = value };
            else if (name.StartsWith("upn.", StringComparison.Ordinal))
                user[name[4..]] = new JsonObject { ["value"] = Number(value) };
            else if (_parameters.TryGetValue(name, out var parameter))
                parameters[parameter] = name == "_et" || name == "sct" ? Number(value) : value;
        }

        events.Add(new JsonObject { ["name"] = own.GetValueOrDefault("en") ?? shared.GetValueOrDefault("en"), ["params"] = parameters });
    }

    private static JsonNode Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : text;
}
