using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.PostHog;

/// <summary>One of PostHog's events in Cairn's words. Most names are the same; time is the envelope's business.</summary>
internal static class PostHogEvent
{
    /// <summary>What has a place of its own in the native event.</summary>
    private static readonly HashSet<string> _moved =
    [
        "token",
        "api_key",
        "distinct_id",
        "$set",
        "$set_once",
        "$unset",
        "$groups",
        "$session_id",
        "$insert_id",
    ];

    /// <summary><c>$lib</c> of libraries that run where the person is.</summary>
    private static readonly HashSet<string> _clientLibraries =
    [
        "web",
        "js",
        "posthog-js",
        "posthog-js-lite",
        "posthog-android",
        "posthog-ios",
        "posthog-flutter",
        "posthog-react-native",
        "posthog-unity",
    ];

    public static NativeEvent Read(JsonElement item)
    {
        var properties = item.Object("properties");
        var source = item.Text("event") ?? "";
        var e = new NativeEvent("posthog", NativeName(source)) { SourceEvent = source };
        e.DistinctId = item.Text("distinct_id") ?? properties.Text("distinct_id") ?? properties.Text("$distinct_id");
        ReadId(e, item, properties, source);
        e.SessionId = properties.Text("$session_id");
        e.IsFromServer =
            properties.IsTrue("$is_server")
            || properties.IsTrue("$geoip_disable")
            || (properties.Text("$lib") is { } library && !_clientLibraries.Contains(library));
        e.Properties.AddAll(properties, _moved.Contains);
        e.Groups.AddAll(properties.Object("$groups"));
        // posthog-js gives both at once: what the page sets among the properties, the first visit's campaign beside them.
        e.Set.AddAll(properties.Object("$set"));
        e.Set.AddAll(item.Object("$set"));
        e.SetOnce.AddAll(properties.Object("$set_once"));
        e.SetOnce.AddAll(item.Object("$set_once"));
        if ((item.Field("$unset") ?? properties.Field("$unset")) is { } unset)
            e.Unset.AddRange(PropertyOperations.Names(unset));
        return e;
    }

    /// <summary>UUIDs are unique by themselves; <c>$insert_id</c> has 16 characters and is so among one person's events of one name.</summary>
    private static void ReadId(NativeEvent e, JsonElement item, JsonElement? properties, string source)
    {
        e.Id = item.Text("uuid");
        if (e.Id is not null || properties.Text("$insert_id") is not { } insertId)
            return;
        (e.Id, e.Scope) = (insertId, $"{e.DistinctId}\n{source}");
    }

    private static string NativeName(string name) =>
        name switch
        {
            "$create_alias" or "$merge_dangerously" => EventNames.Alias,
            "$groupidentify" => EventNames.Group,
            _ => name,
        };
}
