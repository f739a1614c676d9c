using System.Text.Json;
using Cairn.Events;
using Cairn.Ingest.Enrich;

namespace Cairn.Ingest.Formats.Umami;

/// <summary>One of Umami's payloads in Cairn's words: a page view, an event with a name, an identity, or the page's speed.</summary>
internal static class UmamiEvent
{
    private static readonly HashSet<string> _identity = ["id"];
    private static readonly HashSet<string> _money = ["revenue", "currency"];

    private static readonly (string Field, string Property)[] _vitals =
    [
        ("ttfb", "$web_vitals_TTFB_value"),
        ("fcp", "$web_vitals_FCP_value"),
        ("lcp", "$web_vitals_LCP_value"),
        ("inp", "$web_vitals_INP_value"),
        ("cls", "$web_vitals_CLS_value"),
    ];

    /// <param name="type">event, identify or performance.</param>
    /// <param name="noteVisit">Told who visits, once it is known.</param>
    public static NativeEvent Read(string type, JsonElement payload, string site, string? token, Action<Sender, UmamiVisit> noteVisit)
    {
        var data = payload.Object("data");
        var given = payload.Text("id") ?? (type == "identify" ? data.Text("id") : null);
        var e = new NativeEvent("umami", Name(type, payload.Text("name"), given is not null))
        {
            SourceEvent = type == "event" ? payload.Text("name") : type,
        };
        e.UserAgent = payload.Text("userAgent");
        e.Address = payload.Text("ip");
        e.At(payload.Field("timestamp"));
        AddPage(e, payload);
        if (type == "identify")
            e.Set.AddAll(data, _identity.Contains);
        else
            AddOwn(e, data);
        if (type == "performance")
            AddVitals(e, payload);
        e.Complete = sender => AddVisit(e, sender, given, payload.Text("vid"), UmamiVisit.Of(sender, site, token), noteVisit);
        return e;
    }

    private static string Name(string type, string? name, bool isIdentified) =>
        type switch
        {
            "identify" => isIdentified ? EventNames.Identify : EventNames.Set,
            "performance" => EventNames.WebVitals,
            _ => name ?? EventNames.PageView,
        };

    /// <summary>Who the client says it is, else the browser's own id, else the hashed visitor. Identifying links the two.</summary>
    private static void AddVisit(
        NativeEvent e,
        Sender sender,
        string? given,
        string? browser,
        UmamiVisit? visit,
        Action<Sender, UmamiVisit> noteVisit
    )
    {
        e.DistinctId = given ?? browser ?? visit?.Visitor;
        if (e.Name == EventNames.Identify)
            e.Properties.Add("$anon_distinct_id", browser ?? visit?.Visitor);
        if (visit is null)
            return;
        e.SessionId = visit.Visit.ToString("D");
        noteVisit(sender, visit);
    }

    /// <summary>Addresses are whole ones, or paths on the host.</summary>
    private static void AddPage(NativeEvent e, JsonElement payload)
    {
        var host = payload.Text("hostname");
        if (payload.Text("url") is { } url)
        {
            e.Properties.Add("url", Whole(url, host));
            if (host is null && url.StartsWith('/'))
                e.Properties.Add("$pathname", url.Split('?', '#')[0]);
        }

        e.Properties.Add("$host", host);
        if (payload.Text("referrer") is { } referrer)
            e.Properties.Add("referrer", Whole(referrer, host));
        e.Properties.Add("title", payload.Text("title"));
        e.Properties.Add("tag", payload.Text("tag"));
        e.Properties.Add("$language", payload.Text("language"));
        if (
            payload.Text("screen")?.Split('x') is [var width, var height]
            && int.TryParse(width, out var w)
            && int.TryParse(height, out var h)
        )
        {
            e.Properties.Add("$screen_width", (double)w);
            e.Properties.Add("$screen_height", (double)h);
        }

        e.Properties.Add("$lib", "umami");
    }

    private static string Whole(string address, string? host) =>
        host is not null && address.StartsWith('/') && PageStep.Parse("https://" + host + address) is not null
            ? "https://" + host + address
            : address;

    private static void AddOwn(NativeEvent e, JsonElement? data)
    {
        var isMoney = data.Number("revenue") is not null;
        e.Properties.AddAll(data, name => e.Properties.Has(name) || (isMoney && _money.Contains(name)));
        if (!isMoney)
            return;
        e.Properties.Add("revenue", data.Number("revenue"));
        e.Properties.Add("currency", data.Text("currency")?.ToUpperInvariant());
    }

    /// <summary>Milliseconds; the shift of the layout has no unit.</summary>
    private static void AddVitals(NativeEvent e, JsonElement payload)
    {
        foreach (var (field, property) in _vitals)
            e.Properties.Add(property, payload.Number(field));
        e.Properties.Add("duration", payload.Number("duration"));
    }
}
