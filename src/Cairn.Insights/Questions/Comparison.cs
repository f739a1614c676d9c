using System.Collections.Frozen;
using Cairn.Events;
using Cairn.Query.Time;

namespace Cairn.Insights.Questions;

/// <summary>With which period.</summary>
public enum Comparison
{
    Previous,
    Year,
}

/// <summary>What a question is compared with.</summary>
internal static class Comparisons
{
    /// <summary>The words of the contract.</summary>
    public static readonly FrozenDictionary<string, Comparison> Words = new Dictionary<string, Comparison>
    {
        ["previous"] = Comparison.Previous,
        ["year"] = Comparison.Year,
    }.ToFrozenDictionary();

    /// <summary>The compared period.</summary>
    public static TimeRange ComparedBy(this TimeRange range, Comparison comparison) =>
        comparison == Comparison.Previous ? range.Previous() : range.YearBefore();
}
