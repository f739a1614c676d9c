using System.Collections.Frozen;
using Cairn.Query.Filters;

namespace Cairn.Query.Catalog;

/// <summary>What a property holds, as far as Cairn knows it beforehand.</summary>
public enum PropertyKind
{
    Text,
    Number,
    Time,
}

/// <summary>A declared property: what it means and in which unit.</summary>
public sealed record PropertyInfo(string Name, PropertyKind Kind, string? Unit, string Description);

/// <summary>Properties that are no properties in the table but columns. They shadow a client's own property of the same name.</summary>
public static class Builtins
{
    /// <summary>Of events, each also with a leading <c>$</c>.</summary>
    public static readonly FrozenDictionary<string, PropertyInfo> Event = Make([
        new("event", PropertyKind.Text, null, "The event's name."),
        new("distinct_id", PropertyKind.Text, null, "The id the client used."),
        new("person_id", PropertyKind.Text, null, "The person after merges, in decimal digits."),
        new("session_id", PropertyKind.Text, null, "The client's own session id; absent when it sent none."),
        new("event_id", PropertyKind.Text, null, "The event's UUID, in lower case."),
        new("timestamp", PropertyKind.Time, "instant", "When it happened."),
    ]);

    /// <summary>Of persons.</summary>
    public const string PersonId = "$person_id";

    /// <summary>Of groups: the key itself.</summary>
    public const string GroupKey = "$group_key";

    public static bool IsTime(PropertyRef property) =>
        property.Scope switch
        {
            PropertyScope.Event => Event.TryGetValue(property.Name, out var info) && info.Kind == PropertyKind.Time,
            PropertyScope.Session => SessionProperties.All.TryGetValue(property.Name, out var info) && info.Kind == PropertyKind.Time,
            _ => false,
        };

    private static FrozenDictionary<string, PropertyInfo> Make(PropertyInfo[] infos) =>
        infos.Concat(infos.Select(i => i with { Name = "$" + i.Name })).ToFrozenDictionary(i => i.Name);
}

/// <summary>What sessions know of themselves. Computed over the session's behaviour events inside the question's range.</summary>
public static class SessionProperties
{
    public static readonly FrozenDictionary<string, PropertyInfo> All = new PropertyInfo[]
    {
        new("$session_duration", PropertyKind.Number, "seconds", "From its first to its last event."),
        new("$event_count", PropertyKind.Number, "events", "Its events."),
        new("$pageview_count", PropertyKind.Number, "events", "Its $pageview events."),
        new("$entry_url", PropertyKind.Text, null, "The url of its first event that has one."),
        new("$exit_url", PropertyKind.Text, null, "The url of its last event that has one."),
        new("$start_time", PropertyKind.Time, "instant", "When its first event happened."),
    }.ToFrozenDictionary(p => p.Name);
}
