using Cairn.Query.Cohorts;

namespace Cairn.Query.Filters;

/// <summary>Which events (or persons, sessions, groups of events) count. What every operator means for every kind of value, and for none, is in
/// <c>docs/semantics/filters.md</c>.</summary>
public abstract record Filter
{
    /// <summary>All of them; true when empty.</summary>
    public sealed record And(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>Any of them; false when empty.</summary>
    public sealed record Or(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>The opposite. Every filter is either true or false, so this needs no third case.</summary>
    public sealed record Not(Filter Part) : Filter;

    /// <summary>A property compared with values.</summary>
    /// <param name="Values">One, or several of which any will do; exactly two for <see cref="Op.Between"/>; none for is_set and is_not_set.</param>
    public sealed record Compare(PropertyRef Property, Op Op, IReadOnlyList<FilterValue> Values) : Filter;

    /// <summary>Of an event whose person is in a cohort, or is not.</summary>
    public sealed record InCohort(Cohort Cohort, bool IsIn) : Filter;

    /// <summary>Every comparison inside, but those of cohorts, which were checked when the cohort was made.</summary>
    public IEnumerable<Compare> Comparisons() =>
        this switch
        {
            And and => and.Parts.SelectMany(p => p.Comparisons()),
            Or or => or.Parts.SelectMany(p => p.Comparisons()),
            Not not => not.Part.Comparisons(),
            Compare compare => [compare],
            _ => [],
        };

    /// <summary>Whether a cohort decides, here or inside.</summary>
    public bool NamesCohort =>
        this switch
        {
            And and => and.Parts.Any(p => p.NamesCohort),
            Or or => or.Parts.Any(p => p.NamesCohort),
            Not not => not.Part.NamesCohort,
            Compare compare => compare.Property.Cohort is not null,
            InCohort => true,
            _ => false,
        };
}

/// <summary>How a property is compared. The negative ones are exact opposites of their positive twins, so they are true where the property is absent.</summary>
public enum Op
{
    Eq,
    Neq,
    In,
    NotIn,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    Regex,
    NotRegex,
    Gt,
    Gte,
    Lt,
    Lte,
    Between,
    IsSet,
    IsNotSet,
}

/// <summary>What a property is compared with: a text, a number, or true or false.</summary>
public readonly record struct FilterValue(string? Text, double? Number, bool? Flag)
{
    public static FilterValue Of(string text) => new(text, null, null);

    public static FilterValue Of(double number) => new(null, number, null);

    public static FilterValue Of(bool flag) => new(null, null, flag);
}
