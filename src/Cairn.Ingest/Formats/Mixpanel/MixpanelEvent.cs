using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Mixpanel;

/// <summary>One of Mixpanel's events in Cairn's words. Most names are the same.</summary>
internal static class MixpanelEvent
{
    private const string DevicePrefix = "$device:";

    /// <summary>What has a place of its own in the native event.</summary>
    private static readonly HashSet<string> _moved =
    [
        "token",
        "distinct_id",
        "time",
        "$insert_id",
        "ip",
        "mp_country_code",
        "current_page_title",
    ];

    /// <summary><c>mp_lib</c> of libraries that run where the person is.</summary>
    private static readonly HashSet<string> _clientLibraries = ["web", "android", "iphone", "swift", "flutter", "react-native", "unity"];

    /// <summary>Mixpanel knows from its settings which properties are groups; here it is the usual names, where the value is a list as its clients write it.</summary>
    private static readonly HashSet<string> _groupKeys =
    [
        "account",
        "account_id",
        "company",
        "company_id",
        "customer",
        "group",
        "organisation",
        "organization",
        "organization_id",
        "org",
        "org_id",
        "team",
        "team_id",
        "tenant",
        "tenant_id",
        "workspace",
        "workspace_id",
    ];

    /// <summary>The first version of the browser library whose anonymous ids begin with <c>$device:</c>.</summary>
    private static readonly Version _firstWithPrefix = new(2, 46);

    public static NativeEvent Read(JsonElement item, JsonElement? properties)
    {
        var source = item.Text("event") ?? "";
        var e = new NativeEvent("mixpanel", NativeName(source))
        {
            SourceEvent = source,
            DistinctId = properties.Text("distinct_id") ?? properties.Text("$user_id") ?? Prefixed(properties.Text("$device_id")),
            IsFromServer = properties.Text("mp_lib") is not { } library || !_clientLibraries.Contains(library),
        };
        e.At(properties.Field("time"));
        ReadId(e, properties, source);
        e.Properties.AddAll(properties, _moved.Contains);
        AddPage(e, properties);
        AddGroups(e, properties);
        e.Address = properties.Text("ip");
        e.Properties.AddMissing("$ip", e.Address);
        e.Properties.AddMissing("$country", properties.Text("mp_country_code"));
        if (properties.Field("amount") is { ValueKind: JsonValueKind.Number } amount)
            e.Properties.AddMissing("revenue", amount);
        return e;
    }

    /// <summary>The id that the person of an event had before, where the event carries both.</summary>
    public static string? AnonymousId(JsonElement? properties)
    {
        if (properties.Text("$user_id") is not { } user || properties.Text("$device_id") is not { } device)
            return null;
        if (properties.Text("distinct_id") is { } distinctId && distinctId != user)
            return null;
        var isOld =
            properties.Text("mp_lib") == "web"
            && Version.TryParse(properties.Text("$lib_version"), out var version)
            && version < _firstWithPrefix;
        return isOld ? device : Prefixed(device);
    }

    private static string? Prefixed(string? device) =>
        device is null || device.StartsWith(DevicePrefix, StringComparison.Ordinal) ? device : DevicePrefix + device;

    /// <summary>Mixpanel takes two events for one when all four agree. An <c>$identify</c> says no more than its pair of ids, which the events after it say, too.</summary>
    private static void ReadId(NativeEvent e, JsonElement? properties, string source)
    {
        if (e.Name == EventNames.Identify && properties.Text("$anon_distinct_id") is { } anonymous)
            ImpliedLinks.Name(e, anonymous);
        else if (properties.Text("$insert_id") is { } insertId)
            (e.Id, e.Scope) = (insertId, $"{source}\n{e.DistinctId}\n{properties.Text("time")}");
    }

    private static void AddPage(NativeEvent e, JsonElement? properties)
    {
        e.Properties.AddMissing("title", properties.Text("current_page_title"));
        if (properties.Field("$current_url") is not null || properties.Text("current_domain") is not { } domain)
            return;
        var protocol = properties.Text("current_url_protocol") ?? "https:";
        e.Properties.Add("url", $"{protocol}//{domain}{properties.Text("current_url_path")}{properties.Text("current_url_search")}");
    }

    private static void AddGroups(NativeEvent e, JsonElement? properties)
    {
        if (properties is not { } given)
            return;
        foreach (var (name, value) in given.Named())
        {
            if (value.ValueKind == JsonValueKind.Array && _groupKeys.Contains(name) && !e.Groups.Has(name))
                e.Groups.Add(name, value.EnumerateArray().Select(v => v.AsText()).FirstOrDefault(k => k is not null));
        }
    }

    private static string NativeName(string name) =>
        name switch
        {
            "$mp_web_page_view" => EventNames.PageView,
            "$mp_page_leave" => EventNames.PageLeave,
            "$mp_click" or "$mp_submit" or "$mp_input_change" => EventNames.Autocapture,
            "$create_alias" => EventNames.Alias,
            _ => name,
        };
}
