using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Amplitude;

/// <summary>One of Amplitude's events in Cairn's words; the time of sending is the envelope's business.</summary>
internal static class AmplitudeEvent
{
    private const string Location = "[Amplitude] Page Location";
    private const string Title = "[Amplitude] Page Title";

    /// <summary>What its browser library writes where there is no value.</summary>
    private const string NoValue = "EMPTY";

    /// <returns>The event, and the id its person had before where it tells both.</returns>
    public static (NativeEvent Event, string? Anonymous) Read(JsonElement item)
    {
        var source = item.Text("event_type") ?? "";
        var (user, device) = (item.Text("user_id"), item.Text("device_id"));
        var e = new NativeEvent("amplitude", NativeName(source, user))
        {
            SourceEvent = source,
            Id = item.Text("insert_id"),
            Scope = device ?? "",
            DistinctId = user ?? device,
            SessionId = item.Text("session_id") is { } session && session != "-1" ? session : null,
        };
        e.At(item.Field("time"));
        var properties = item.Object("event_properties");
        e.Properties.AddAll(properties, name => name is Location or Title);
        e.Properties.AddMissing("url", properties.Text(Location) ?? properties.Text("[Amplitude] Page URL"));
        e.Properties.AddMissing("title", properties.Text(Title));
        e.Properties.AddMissing("$screen_name", properties.Text("[Amplitude] Screen Name"));
        if (user is not null && device != user)
            e.Properties.Add(e.Name == EventNames.Identify ? "$anon_distinct_id" : "$device_id", device);
        AddGroups(e, item);
        AmplitudeFields.AddRevenue(e, item, properties);
        AmplitudeFields.Add(e, item);
        return (e, user is null ? null : device);
    }

    /// <returns>How many operations are kept as they came.</returns>
    public static int AddOperations(NativeEvent e, JsonElement item)
    {
        var kept = new PropertyList();
        var person = new PropertyOperations(e.Set, e.SetOnce, e.Unset, kept, isOfPerson: true);
        person.Read(
            item.Object("user_properties"),
            isOtherSet: true,
            (name, value) => name.StartsWith("initial_", StringComparison.Ordinal) && value.AsText() == NoValue
        );
        e.Properties.Add("$person_operations", kept);
        if (e.Name != EventNames.Group)
            return person.Kept;

        var (set, keptOfGroup) = (new PropertyList(), new PropertyList());
        var group = new PropertyOperations(set, setOnce: null, unset: null, keptOfGroup, isOfPerson: false);
        group.Read(item.Object("group_properties"), isOtherSet: true);
        if (set.IsEmpty)
            e.Properties.AddRaw("$group_set", "{}"u8);
        e.Properties.Add("$group_set", set);
        e.Properties.Add("$group_operations", keptOfGroup);
        return person.Kept + group.Kept;
    }

    /// <summary>A group may be a list; of several of one type the first counts, and all are kept.</summary>
    private static void AddGroups(NativeEvent e, JsonElement item)
    {
        if (item.Object("groups") is not { } groups)
            return;
        var first = new List<(string Type, string Key)>();
        foreach (var (type, value) in groups.Named())
        {
            var isList = value.ValueKind == JsonValueKind.Array;
            var key = isList ? value.EnumerateArray().Select(v => v.AsText()).FirstOrDefault(k => k is not null) : value.AsText();
            if (isList && value.GetArrayLength() > 1)
                e.Properties.AddMissing("$groups", groups);
            if (key is null)
                continue;
            first.Add((type, key));
            e.Groups.Add(type, key);
        }

        if (e.Name != EventNames.Group || first is not [var (only, onlyKey)])
            return;
        e.Properties.Add("$group_type", only);
        e.Properties.Add("$group_key", onlyKey);
        // No person need have done it, and every event has one.
        e.DistinctId ??= $"${only}_{onlyKey}";
    }

    private static string NativeName(string name, string? user) =>
        name switch
        {
            // Of a device that nobody has signed in on: nobody was identified, and it may yet be joined to a person.
            "$identify" => user is null ? EventNames.Set : EventNames.Identify,
            "$groupidentify" => EventNames.Group,
            "[Amplitude] Page Viewed" => EventNames.PageView,
            "[Amplitude] Screen Viewed" => EventNames.Screen,
            "[Amplitude] Element Clicked" or "[Amplitude] Element Changed" => EventNames.Autocapture,
            "revenue_amount" => "revenue",
            _ => name,
        };
}
