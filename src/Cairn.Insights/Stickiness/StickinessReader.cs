using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Stickiness;

/// <summary>Reads the JSON of a stickiness question.</summary>
public static class StickinessReader
{
    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static StickinessSpec? Read(SpecNode body)
    {
        if (body.Object("kind", "range", "interval", "selector", "filter", "compare") is not { } fields)
            return null;
        var spec = new StickinessSpec(
            fields.Required("range") is { } range ? RangeReader.Read(range) : null!,
            fields["interval"]?.Word(TimeWords.Intervals) ?? Interval.Day,
            Selector.Read(fields.Required("selector")),
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null,
            fields["compare"]?.Word(Comparisons.Words)
        );
        return body.Errors.Any ? null : spec;
    }
}
