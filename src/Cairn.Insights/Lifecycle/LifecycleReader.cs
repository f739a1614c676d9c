using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Lifecycle;

/// <summary>Reads the JSON of a lifecycle question.</summary>
public static class LifecycleReader
{
    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static LifecycleSpec? Read(SpecNode body)
    {
        if (body.Object("kind", "range", "interval", "filter", "selector") is not { } fields)
            return null;
        var spec = new LifecycleSpec(
            fields.Required("range") is { } range ? RangeReader.Read(range) : null!,
            fields["interval"]?.Word(TimeWords.Intervals) ?? Interval.Day,
            fields["selector"]?.Object([.. Selector.Fields]) is { } selector ? Selector.Read(selector) : new Selector(null),
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null
        );
        return body.Errors.Any ? null : spec;
    }
}
