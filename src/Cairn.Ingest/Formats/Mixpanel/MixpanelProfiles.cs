using System.Text.Json;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Mixpanel;

/// <summary>What Mixpanel is told of persons and groups, apart from events.</summary>
internal static class MixpanelProfiles
{
    private const string NoOperations = "Send {$token, $distinct_id, $set: {…}}, or an array of these, as JSON or as data=<base64>.";
    private const string Charges = "$transactions";

    public static VendorReading Persons(VendorRequest request) =>
        Read(
            request,
            (item, events) =>
            {
                var charge = item.Object("$append").Object(Charges);
                var person = Person(item);
                var (operations, kept) = Operations(person, item);
                if (charge is { } given)
                    events.Add(Charge(item, given));
                if (charge is null || !person.Set.IsEmpty || !person.SetOnce.IsEmpty || person.Unset.Count > 0 || !kept.IsEmpty)
                    events.Add(person);
                person.Properties.Add("$person_operations", kept);
                return operations.Kept;
            }
        );

    public static VendorReading Groups(VendorRequest request) =>
        Read(
            request,
            (item, events) =>
            {
                var (type, key) = (item.Text("$group_key"), item.Text("$group_id"));
                // No person did it, and every event has one.
                var e = new NativeEvent("mixpanel", EventNames.Group) { DistinctId = $"${type}_{key}", IsFromServer = true };
                e.At(item.Field("$time"));
                var (set, kept) = (new PropertyList(), new PropertyList());
                var operations = new PropertyOperations(set, setOnce: null, unset: null, kept, isOfPerson: false);
                operations.Read(item, isOtherSet: false);
                e.Properties.Add("$group_type", type);
                e.Properties.Add("$group_key", key);
                if (set.IsEmpty)
                    e.Properties.AddRaw("$group_set", "{}"u8);
                e.Properties.Add("$group_set", set);
                e.Properties.Add("$group_operations", kept);
                if (type is not null && key is not null)
                    e.Groups.Add(type, key);
                events.Add(e);
                return operations.Kept;
            }
        );

    private static VendorReading Read(VendorRequest request, Func<JsonElement, List<NativeEvent>, int> read)
    {
        if (ReadMixpanel.Items(request) is not { } items)
            return VendorReading.Missing("data", NoOperations);
        var events = new List<NativeEvent>(items.Count);
        var kept = 0;
        foreach (var item in items)
            kept += read(item, events);
        return ReadMixpanel.Reading(request, items.Select(i => i.Text("$token")).FirstOrDefault(k => k is not null), events) with
        {
            PassedOver = PropertyOperations.Counted(kept),
        };
    }

    private static NativeEvent Person(JsonElement item)
    {
        var e = new NativeEvent("mixpanel", EventNames.Set)
        {
            DistinctId = item.Text("$distinct_id"),
            IsFromServer = true,
            Address = item.Text("$ip"),
        };
        e.At(item.Field("$time"));
        e.Properties.Add("$ip", e.Address);
        e.Properties.Add("$ignore_time", item.Field("$ignore_time"));
        return e;
    }

    private static (PropertyOperations Operations, PropertyList Kept) Operations(NativeEvent e, JsonElement item)
    {
        var kept = new PropertyList();
        var operations = new PropertyOperations(e.Set, e.SetOnce, e.Unset, kept, isOfPerson: true);
        operations.Read(item, isOtherSet: false, (name, value) => name == "$append" && value.Named().All(p => p.Name == Charges));
        return (operations, kept);
    }

    /// <summary>Money that somebody paid is kept by Mixpanel in a list of the person's; here it is an event.</summary>
    private static NativeEvent Charge(JsonElement item, JsonElement charge)
    {
        var e = new NativeEvent("mixpanel", "revenue")
        {
            SourceEvent = Charges,
            DistinctId = item.Text("$distinct_id"),
            IsFromServer = true,
        };
        e.At(charge.Field("$time") ?? item.Field("$time"));
        e.Properties.Add("revenue", charge.Number("$amount"));
        e.Properties.AddAll(charge, name => name is "$amount" or "$time");
        return e;
    }
}
