using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Segment;

/// <summary>One message (track, page, screen, identify, group, alias) in Cairn's words; times are the envelope's business.</summary>
internal static class SegmentMessage
{
    /// <summary>What a group is called when nobody says.</summary>
    private const string GroupType = "group";

    /// <returns>Null: a type that is none of these.</returns>
    public static NativeEvent? Read(string format, JsonElement message, string? typeOfPath)
    {
        var type = message.Text("type") ?? typeOfPath;
        var (user, anonymous) = (message.Text("userId"), message.Text("anonymousId"));
        var source = type == "track" ? message.Text("event") ?? "" : type;
        var name = type switch
        {
            "track" => source,
            "page" => EventNames.PageView,
            "screen" => EventNames.Screen,
            // Traits of somebody who is still anonymous: nobody was identified, and the id may yet be joined to a person.
            "identify" => user is null ? EventNames.Set : EventNames.Identify,
            "group" => EventNames.Group,
            "alias" => EventNames.Alias,
            _ => null,
        };
        if (name is null)
            return null;
        var e = new NativeEvent(format, name)
        {
            SourceEvent = source,
            Id = message.Text("messageId"),
            DistinctId = user ?? anonymous,
        };
        if (user is not null && anonymous != user)
            e.Properties.Add(name == EventNames.Identify ? "$anon_distinct_id" : "$anonymous_id", anonymous);
        AddProperties(e, message, type!);
        SegmentContext.Add(e, message.Object("context"), message.Text("channel"));
        return e;
    }

    private static void AddProperties(NativeEvent e, JsonElement message, string type)
    {
        var properties = message.Object("properties");
        switch (type)
        {
            case "track":
                e.Properties.AddAll(properties, name => name == "revenue");
                AddRevenue(e, properties);
                break;
            case "page" or "screen":
                e.Properties.AddAll(properties);
                e.Properties.AddMissing("name", message.Text("name"));
                e.Properties.AddMissing("category", message.Text("category"));
                if (type == "screen")
                    e.Properties.AddMissing("$screen_name", message.Text("name") ?? properties.Text("name"));
                break;
            case "identify":
                // RudderStack's browser library has them in the context.
                e.Set.AddAll(message.Object("context").Object("traits"), name => message.Object("traits").Field(name) is not null);
                e.Set.AddAll(message.Object("traits"));
                break;
            case "group":
                AddGroup(e, message);
                break;
            default:
                e.Properties.Add("alias", message.Text("previousId") ?? message.Text("anonymousId"));
                break;
        }
    }

    private static void AddGroup(NativeEvent e, JsonElement message)
    {
        var (key, traits) = (message.Text("groupId"), message.Object("traits"));
        var type = traits.Text("groupType") ?? GroupType;
        e.Properties.Add("$group_type", type);
        e.Properties.Add("$group_key", key);
        e.Properties.Add("$group_set", traits);
        e.Groups.Add(type, key);
    }

    /// <summary>Segment's names for it, in the order in which they count. A text that is a number becomes one; dollars when nothing is said.</summary>
    private static void AddRevenue(NativeEvent e, JsonElement? properties)
    {
        var revenue = properties.Number("revenue");
        if (revenue is null)
            e.Properties.Add("revenue", properties.Field("revenue"));
        e.Properties.AddMissing("revenue", revenue ?? properties.Number("total") ?? properties.Number("value"));
        if (e.Properties.Has("revenue"))
            e.Properties.AddMissing("currency", "USD");
    }

    /// <summary>Of <c>context.groupId</c>, on messages other than group.</summary>
    internal static void AddGroupOfContext(NativeEvent e, string? key)
    {
        if (e.Groups.IsEmpty)
            e.Groups.Add(GroupType, key);
    }
}
