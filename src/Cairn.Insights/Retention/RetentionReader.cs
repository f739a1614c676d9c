using System.Collections.Frozen;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Retention;

/// <summary>Reads the JSON of a retention question.</summary>
public static class RetentionReader
{
    private const int _mostPeriods = 1_000;
    private const int _mostBrackets = 100;

    private static readonly FrozenDictionary<string, CohortRule> _cohorts = new Dictionary<string, CohortRule>
    {
        ["first_in_range"] = CohortRule.FirstInRange,
        ["first_ever"] = CohortRule.FirstEver,
        ["recurring"] = CohortRule.Recurring,
    }.ToFrozenDictionary();

    /// <summary>Whether returns after the period count too.</summary>
    internal static readonly FrozenDictionary<string, bool> Modes = new Dictionary<string, bool>
    {
        ["on"] = false,
        ["on_or_after"] = true,
    }.ToFrozenDictionary();

    internal static readonly FrozenDictionary<string, Interval> Intervals = TimeWords
        .Intervals.Where(i => i.Value != Interval.Minute)
        .ToFrozenDictionary();

    private static readonly string[] _fields =
    [
        "kind",
        "range",
        "filter",
        "start",
        "return",
        "cohort",
        "interval",
        "periods",
        "mode",
        "brackets",
        "breakdowns",
    ];

    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static RetentionSpec? Read(SpecNode body)
    {
        if (body.Object(_fields) is not { } fields)
            return null;
        var spec = new RetentionSpec(
            fields.Required("range") is { } range ? RangeReader.Read(range) : null!,
            fields["interval"]?.Word(Intervals) ?? Interval.Day,
            Selector.Read(fields.Required("start")),
            Selector.Read(fields.Required("return")),
            fields["cohort"]?.Word(_cohorts) ?? CohortRule.FirstInRange,
            fields["mode"]?.Word(Modes) ?? false,
            ReadPeriods(fields),
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null,
            Breakdown.ReadAll(fields["breakdowns"])
        );
        return body.Errors.Any ? null : spec;
    }

    private static RetentionPeriods ReadPeriods(SpecObject fields)
    {
        if (fields["brackets"] is not { } brackets)
            return new RetentionPeriods([.. Enumerable.Repeat(1, fields.Required("periods")?.Whole(1, _mostPeriods) ?? 1)], false);
        fields["periods"]?.Whole(1, _mostPeriods);
        return new RetentionPeriods([.. brackets.List(1, _mostBrackets).Select(b => b.Whole(1, _mostPeriods))], true);
    }
}
