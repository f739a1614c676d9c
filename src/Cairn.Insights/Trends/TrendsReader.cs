using System.Collections.Frozen;
using Cairn.Insights.Questions;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Trends;

/// <summary>Reads the JSON of a trends question.</summary>
public static class TrendsReader
{
    private static readonly FrozenDictionary<string, bool> _displays = new Dictionary<string, bool>
    {
        ["linear"] = false,
        ["cumulative"] = true,
    }.ToFrozenDictionary();

    private static readonly string[] _seriesFields = [.. Selector.Fields, "measure", "property"];

    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static TrendsSpec? Read(SpecNode body)
    {
        var fields = body.Object("kind", "range", "interval", "filter", "breakdowns", "series", "formula", "compare", "display", "rolling");
        if (fields is null)
            return null;
        var range = fields.Required("range") is { } r ? RangeReader.Read(r) : null;
        TrendsSeries[] series = [.. fields.Required("series")?.List(1, 26).Select(ReadSeries) ?? []];
        var spec = new TrendsSpec(
            range!,
            fields["interval"]?.Word(TimeWords.Intervals) ?? Interval.Day,
            series,
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null,
            Breakdown.ReadAll(fields["breakdowns"]),
            fields["formula"] is { } formula ? Formula.Read(formula, series.Length) : null,
            fields["compare"]?.Word(Comparisons.Words),
            fields["display"]?.Word(_displays) ?? false,
            fields["rolling"]?.Whole(1, 1_000)
        );
        return body.Errors.Any ? null : spec;
    }

    private static TrendsSeries ReadSeries(SpecNode node)
    {
        if (node.Object(_seriesFields) is not { } fields)
            return new TrendsSeries(new Selector(null), Measure.Count, null);
        var measure = fields.Required("measure")?.Word(Measures.Words) ?? Measure.Count;
        PropertyRef? property = null;
        if (measure.NeedsProperty())
            property = fields.Required("property") is null ? null : PropertyReader.Read(fields);
        else
            fields["property"]?.Fault("unexpected_value", "This measure takes no property.");
        return new TrendsSeries(Selector.Read(fields), measure, property);
    }
}
