using Cairn.Query.Spec;

namespace Cairn.Query.Filters;

/// <summary>Which events a question is about.</summary>
/// <param name="Event">An event's name; null: any but $identify, $alias, $set, $group and $engagement.</param>
/// <param name="Name">What to call it in the answer.</param>
public sealed record Selector(string? Event, Filter? Where = null, string? Name = null)
{
    /// <summary>The given name, else the event's, else "Any event".</summary>
    public string Label => Name ?? Event ?? "Any event";

    /// <summary>The fields of a selector, for those who read larger objects with one inside.</summary>
    public static readonly IReadOnlyList<string> Fields = ["event", "where", "name"];

    /// <summary>Reads an object that is a selector and nothing else; any event where it is absent or none, which is a fault.</summary>
    public static Selector Read(SpecNode? node) => node?.Object(Fields) is { } fields ? Read(fields) : new Selector(Event: null);

    /// <summary>Reads the three fields. <c>event</c> must stand there, if only as null: leaving it out is more often a slip.</summary>
    public static Selector Read(SpecObject fields)
    {
        if (!fields.Has("event"))
            fields.Required("event");
        return new Selector(
            fields["event"]?.Text(1, 200),
            fields["where"] is { } where ? FilterReader.Read(where) : null,
            fields["name"]?.Text(1, 200)
        );
    }
}
