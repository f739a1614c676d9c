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
            Selector.Read(fields["selector"]),
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null
        );
        return body.Errors.Any ? null : spec;
    }
}
