using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Enrich;

namespace Cairn.Ingest.Formats.Plausible;

/// <summary>Plausible's one request: an event, with short or long names of its fields, for one site or several.</summary>
internal static class ReadPlausible
{
    private static readonly HashSet<string> _taken = ["url", "referrer"];

    public static VendorReading Event(VendorRequest request)
    {
        var body = request.Body.Json;
        if (Text(body, "n", "name") is not { } name)
            return VendorReading.Missing("name", "Send the event's name, such as pageview.");
        if (Text(body, "u", "url") is not { } url)
            return VendorReading.Missing("url", "Send the page's address.");
        string[] sites =
            Text(body, "d", "domain")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (sites.Length == 0)
            return VendorReading.Missing("domain", "Send a site of the project, its slug or a write key.");
        return VendorReading.Chain([
            .. sites
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(site => new VendorReading(site, [Event(body, name, url, site)]) { IsKeyASite = true, IsRepeat = true }),
        ]);
    }

    private static NativeEvent Event(JsonElement body, string name, string url, string site)
    {
        var e = new NativeEvent("plausible", NativeName(name)) { SourceEvent = name };
        e.Properties.Add("url", url);
        e.Properties.Add("referrer", Text(body, "r", "referrer"));
        AddPage(e, url, body);
        AddOwn(e, Value(body, "p", "props", "m", "meta"));
        AddRevenue(e, Value(body, "$", "revenue"));
        if (name == "engagement")
        {
            e.Properties.Add("$engaged_ms", body.Number("e") is { } spent and >= 0 ? spent : null);
            e.Properties.Add("$scroll_depth", body.Number("sd") is { } depth and >= 0 and <= 100 ? depth : null);
        }

        if (Value(body, "i", "interactive") is { ValueKind: JsonValueKind.False })
            e.Properties.AddMissing("$interactive", isTrue: false);
        e.Properties.AddMissing("$lib", "plausible");
        e.Properties.AddMissing("$lib_version", body.Text("v"));
        e.Properties.AddMissing("$screen_width", Value(body, "w", "screen_width")?.AsNumber());
        e.Complete = sender => e.DistinctId = sender.Visitor(site);
        return e;
    }

    private static string NativeName(string name) =>
        name switch
        {
            "pageview" => EventNames.PageView,
            "engagement" => EventNames.Engagement,
            _ => name,
        };

    /// <summary>What Plausible takes for the source of a visit, and the fragment where the site's pages are told apart by it.</summary>
    private static void AddPage(NativeEvent e, string url, JsonElement body)
    {
        if (PageStep.Parse(url) is not { } page)
            return;
        var query = PageStep.QueryValues(page.Query);
        if (!query.ContainsKey("utm_source"))
            e.Properties.Add("utm_source", query.GetValueOrDefault("source") ?? query.GetValueOrDefault("ref"));
        var isByFragment = Value(body, "h", "hash") is { } hash && (hash.ValueKind == JsonValueKind.True || hash.AsNumber() == 1);
        if (isByFragment && page.Fragment.Length > 1)
            e.Properties.Add("$pathname", page.AbsolutePath + page.Fragment);
    }

    /// <summary>An object, or the text of one: trackers before 0.4 send that.</summary>
    private static void AddOwn(NativeEvent e, JsonElement? own) => WithObject(own, value => e.Properties.AddAll(value, _taken.Contains));

    private static void AddRevenue(NativeEvent e, JsonElement? revenue) =>
        WithObject(
            revenue,
            value =>
            {
                if (value.Number("amount") is not { } amount)
                    return;
                e.Properties.Add("revenue", amount);
                e.Properties.Add("currency", value.Text("currency")?.ToUpperInvariant());
            }
        );

    private static void WithObject(JsonElement? value, Action<JsonElement> use)
    {
        if (value is { ValueKind: JsonValueKind.Object } given)
            use(given);
        if (value is not { ValueKind: JsonValueKind.String } || value.Value.AsText() is not { } text || !text.StartsWith('{'))
            return;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return;
        }

        using (document)
            use(document.RootElement);
    }

    private static JsonElement? Value(JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (body.Field(name) is { } value)
                return value;
        return null;
    }

    private static string? Text(JsonElement body, string shortName, string longName) => Value(body, shortName, longName)?.AsText();
}
